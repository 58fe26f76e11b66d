/**
 * Renders a template into a folder, without a portal, for people who write one:
 *
 *   node scripts/render-template.mjs <template> <parameters.yaml> <outdir>
 *
 * `<outdir>/repository` is what would be published, `<outdir>/gitops` what would
 * be committed to the GitOps repository, `<outdir>/output.json` the result page.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);

async function isEmpty(folder) {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error.code === 'ENOENT') {
      return true;
    }
    throw error;
  }
}

async function write(folder, files) {
  for (const [path, { content, isExecutable }] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

async function main([template, parametersFile, outdir]) {
  if (!template || !parametersFile || !outdir) {
    throw new Error(
      'usage: node scripts/render-template.mjs <template> <parameters.yaml> <outdir>',
    );
  }
  if (!(await isEmpty(outdir))) {
    throw new Error(`${outdir} is not empty; name a new or an empty folder`);
  }
  require('@backstage/cli/config/nodeTransform.cjs');
  const { renderTemplate } = require(
    resolve(
      import.meta.dirname,
      '../plugins/scaffolder-backend-module-road/src/testing/renderTemplate.ts',
    ),
  );
  const { files, gitopsFiles, output } = await renderTemplate({
    template,
    parameters: parse(await readFile(parametersFile, 'utf-8')) ?? {},
  });
  await mkdir(outdir, { recursive: true });
  await write(join(outdir, 'repository'), files);
  await write(join(outdir, 'gitops'), gitopsFiles);
  await writeFile(
    join(outdir, 'output.json'),
    `${JSON.stringify(output, undefined, 2)}\n`,
  );
  process.stdout.write(
    `${files.size} files in ${outdir}/repository, ${gitopsFiles.size} in ${outdir}/gitops\n`,
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
