/**
 * Bundles the commands: Plumbline's own packages into one file for each, npm
 * packages beside them. One file starts several times faster than hundreds.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);

/** Commands by their family, each in a file that holds only what it needs. */
const COMMANDS = {
  cost: ['estimate', 'explain', 'import'],
  drift: ['check', 'compare', 'merge', 'profile'],
  scans: ['diff', 'gate', 'parse', 'upload'],
};

const options = {
  outdir: join(folder, 'dist'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Its CommonJS build loads its parts in a way that no bundler sees
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  external: ['@duckdb/node-api', '@aws-sdk/*', 'pg'],
  define: { PLUMBLINE_VERSION: JSON.stringify(version) },
  supported: { 'dynamic-import': false },
  logLevel: 'error',
  // The program of the DuckDB process is found at run time
  logOverride: { 'require-resolve-not-external': 'silent' },
  sourcemap: true,
};

/** Leaves what matches to a file beside. */
const beside = (filter, isMeant = () => true) => ({
  name: `beside ${filter}`,
  setup: ({ onResolve }) =>
    onResolve({ filter }, args =>
      isMeant(args)
        ? { path: `./${basename(args.path)}.cjs`, external: true }
        : undefined,
    ),
});
// One class of errors, whichever file throws them
const exitCodes = beside(/\/exitCodes$/);

await build({
  ...options,
  entryPoints: {
    plumbline: join(folder, 'src/index.ts'),
    ...Object.fromEntries(
      Object.entries(COMMANDS).flatMap(([family, names]) =>
        names.map(name => [name, join(folder, `src/${family}/${name}.ts`)]),
      ),
    ),
  },
  plugins: [
    exitCodes,
    beside(/^\.\/\w+$/, ({ kind }) => kind === 'dynamic-import'),
  ],
});
await build({
  ...options,
  entryPoints: [join(folder, 'src/exitCodes.ts')],
});
