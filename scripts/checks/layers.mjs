/**
 * Who may import whom: between packages (families) and inside a package
 * (layers). `node scripts/checks/layers.mjs` prints one line per import that
 * goes the wrong way and exits 1.
 */
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isTestFile,
  packageOf,
  readImports,
  readWorkspaces,
} from './workspaces.mjs';

const SCOPE = '@plumbline/';
const PLUGIN_PREFIX = `${SCOPE}backstage-plugin-`;

/** Kinds of package that a package of each kind may import; the family is looked at separately. */
const MAY_IMPORT = {
  app: ['frontend', 'react', 'common', 'kit-common', 'kit-react'],
  backend: ['backend-plugin', 'node', 'common', 'kit-common', 'kit-node'],
  cli: ['common', 'engine', 'formats', 'node', 'kit-common', 'kit-duckdb'],
  'kit-common': [],
  'kit-duckdb': [],
  'kit-node': ['kit-common'],
  'kit-react': ['kit-common'],
  common: ['kit-common'],
  engine: ['common', 'kit-common'],
  formats: ['common', 'kit-common'],
  node: ['common', 'engine', 'formats', 'kit-common', 'kit-duckdb', 'kit-node'],
  react: ['common', 'react', 'kit-common', 'kit-react'],
  frontend: ['common', 'react', 'engine', 'kit-common', 'kit-react'],
  'backend-plugin': [
    'common',
    'node',
    'engine',
    'formats',
    'kit-common',
    'kit-duckdb',
    'kit-node',
  ],
};

/** Another family is reached through these or over HTTP, never through its insides. */
const OPEN_TO_OTHER_FAMILIES = new Set([
  'common',
  'node',
  'react',
  'kit-common',
  'kit-duckdb',
  'kit-node',
  'kit-react',
]);
const COMPOSITION = new Set(['app', 'backend', 'cli']);

/** Layers of a backend package: folder below src/, and the folders that it may import. */
const BACKEND_LAYERS = {
  domain: [],
  store: ['domain', 'config'],
  sources: ['domain', 'config'],
  service: ['domain', 'store', 'sources', 'config'],
  router: ['domain', 'service', 'config'],
  actions: ['domain', 'service', 'config'],
  tasks: ['domain', 'store', 'sources', 'service', 'config'],
  config: ['domain'],
};

/** What a folder of any other name, such as `git` or `render`, must not import. */
const UPPER_LAYERS = new Set(['service', 'router', 'actions', 'tasks']);

/** Layers of a frontend package. */
const FRONTEND_LAYERS = {
  api: [],
  hooks: ['api'],
  components: ['api', 'hooks'],
};

/** Files at the top of src/ that wire the package: nothing below may import them. */
const WIRING = new Set(['index', 'plugin', 'module']);

const DATABASE = ['knex', 'pg', 'better-sqlite3', 'sqlite3'];
const HTTP = ['express', 'express-promise-router', 'undici', 'node-fetch'];
const NODE_IO = [
  'fs',
  'fs/promises',
  'http',
  'https',
  'net',
  'child_process',
  'os',
].flatMap(name => [name, `node:${name}`]);
const PURE_BACKSTAGE = new Set([
  '@backstage/catalog-model',
  '@backstage/errors',
  '@backstage/types',
]);
const isBackstage = name => name.startsWith('@backstage/');

/** Outside modules that a layer must not know, with the reason that is printed. */
const FOREIGN = {
  domain: {
    refuses: (name, specifier) =>
      (isBackstage(name) && !PURE_BACKSTAGE.has(name)) ||
      [...DATABASE, ...HTTP].includes(name) ||
      NODE_IO.includes(specifier),
    because:
      'domain decides in pure functions: no framework, database, HTTP or files',
  },
  store: {
    refuses: name =>
      HTTP.includes(name) || name.startsWith('@backstage/plugin-permission'),
    because: 'a store knows rows and domain types, not HTTP or permissions',
  },
  sources: {
    refuses: name => DATABASE.includes(name),
    because: 'a source knows one outside system, not our database',
  },
  service: {
    refuses: name => DATABASE.includes(name) || name.startsWith('express'),
    because: 'a service speaks to stores, not to SQL or Express',
  },
  router: {
    refuses: name => DATABASE.includes(name),
    because: 'a router translates HTTP and nothing else',
  },
  actions: {
    refuses: name => [...DATABASE, ...HTTP].includes(name),
    because: 'an action calls the service',
  },
};

/** The kind and the family of one of our packages, by its name. */
export function classify(name) {
  if (name === 'app' || name === 'backend') {
    return { kind: name, family: name };
  }
  if (name === `${SCOPE}cli`) {
    return { kind: 'cli', family: 'cli' };
  }
  if (!name.startsWith(PLUGIN_PREFIX)) {
    return undefined;
  }
  const short = name.slice(PLUGIN_PREFIX.length);
  if (short in MAY_IMPORT && short.startsWith('kit-')) {
    return { kind: short, family: 'kit' };
  }
  const backendModule = /^(.+)-backend(?:-module-.+)?$/.exec(short);
  if (backendModule) {
    return { kind: 'backend-plugin', family: backendModule[1] };
  }
  const library = /^(.+)-(common|node|react|engine|formats)$/.exec(short);
  if (library) {
    return { kind: library[2], family: library[1] };
  }
  return { kind: 'frontend', family: short.replace(/-module-.+$/, '') };
}

/** Why `from` must not import `to`; undefined when it may. */
export function judgePackages(from, to) {
  const importer = classify(from);
  const imported = classify(to);
  if (!importer || !imported) {
    return 'its name follows no role that the house knows (see docs/architecture.md)';
  }
  if (!MAY_IMPORT[importer.kind].includes(imported.kind)) {
    return `a ${importer.kind} package may import ${
      MAY_IMPORT[importer.kind].join(', ') || 'none of our packages'
    }, not ${imported.kind}`;
  }
  if (
    !COMPOSITION.has(importer.kind) &&
    importer.family !== imported.family &&
    !OPEN_TO_OTHER_FAMILIES.has(imported.kind)
  ) {
    return `family ${importer.family} reaches family ${imported.family} through its -common or -node package or over HTTP`;
  }
  return undefined;
}

/** The layer of a file: folder below src/, or the name of a file at its top. */
function layerOf(file) {
  const [top, second, ...rest] = file.split('/');
  if (top !== 'src' || second === undefined) {
    return undefined;
  }
  return rest.length === 0 ? second.replace(/\.[^.]+$/, '') : second;
}

function layersFor(kind) {
  if (kind === 'backend-plugin') {
    return BACKEND_LAYERS;
  }
  return kind === 'frontend' ? FRONTEND_LAYERS : {};
}

/** Why the file must not import the relative specifier; undefined when it may. */
function judgeRelative(kind, file, specifier) {
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  if (target.startsWith('..')) {
    return 'a relative import stays inside its package; import the package by its name';
  }
  const layers = layersFor(kind);
  const from = layerOf(file);
  const to = layerOf(target);
  const isInside = file.split('/').length > 2;
  if (isTestFile(file) || from === to || !(isInside || from in layers)) {
    return undefined;
  }
  if (from in layers && isInside && (WIRING.has(to) || target === 'src')) {
    return `${from} must not import the wiring of its package`;
  }
  if (from in layers && (to in layers || from === 'domain')) {
    return layers[from].includes(to)
      ? undefined
      : `${from} may import ${
          layers[from].join(', ') || 'nothing but itself'
        }, not ${to ?? 'the wiring'}`;
  }
  return !(from in layers) && UPPER_LAYERS.has(to)
    ? `${from} lies below the service, like a store or a source; it must not import ${to}`
    : undefined;
}

/** Why the file must not import the outside module; undefined when it may. */
function judgeForeign(kind, file, specifier) {
  const name = packageOf(specifier);
  if (kind === 'engine' || kind === 'formats') {
    return isBackstage(name) || [...DATABASE, 'express'].includes(name)
      ? 'engines and formats know neither Backstage nor a database: the CLI uses them too'
      : undefined;
  }
  if (kind !== 'backend-plugin' || isTestFile(file)) {
    return undefined;
  }
  const rule = FOREIGN[layerOf(file)];
  return rule?.refuses(name, specifier) ? rule.because : undefined;
}

function judge({ workspace, file, specifier }, ours) {
  const kind = classify(workspace.name)?.kind;
  if (specifier.startsWith('.')) {
    return judgeRelative(kind, file, specifier);
  }
  const name = packageOf(specifier);
  if (!ours.has(name) || name === workspace.name) {
    return judgeForeign(kind, file, specifier);
  }
  const entry = `.${specifier.slice(name.length)}`;
  if (!['.', './package.json', ...ours.get(name)].includes(entry)) {
    return `import ${name} itself, not a file inside it`;
  }
  if (entry === './testing' && !isTestFile(file)) {
    return 'what helps tests is imported by tests alone';
  }
  return isTestFile(file) ? undefined : judgePackages(workspace.name, name);
}

/** One line per import below `root` that goes the wrong way. */
export function findWrongImports(root) {
  const ours = new Map(
    readWorkspaces(root).map(({ name, manifest }) => [
      name,
      Object.keys(manifest.exports ?? {}),
    ]),
  );
  return readImports(root).flatMap(entry => {
    const reason = judge(entry, ours);
    const { workspace, file, line, specifier } = entry;
    return reason
      ? [`${workspace.path}/${file}:${line} imports ${specifier}: ${reason}`]
      : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = findWrongImports(
    fileURLToPath(new URL('../..', import.meta.url)),
  );
  for (const line of wrong) {
    console.error(line);
  }
  console.log(
    wrong.length === 0
      ? 'layers: every import goes the right way'
      : `layers: ${wrong.length} wrong imports`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
