/**
 * Checks what a generated repository would give to a cluster and to its host's
 * runners:
 *
 *   node scripts/checks/manifests.mjs <repository> …
 *
 * Every kustomization is built, every document is held against its schema and
 * the platform's policies, Prometheus rules against promtool when it is on PATH.
 * Ends with 1 when something was found, with 2 when it could not be checked.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { checkPipelines } from './manifests/checkPipelines.mjs';
import { checkPolicies } from './manifests/checkPolicies.mjs';
import { checkRules } from './manifests/checkRules.mjs';
import { checkSchemas } from './manifests/checkSchema.mjs';
import { readManifests } from './manifests/readManifests.mjs';

/**
 * @param {string} folder a generated repository
 * @returns {{ documents: number, problems: { source: string, kind?: string, name?: string, path?: string, rule: string, message: string }[] }}
 */
export function checkRepository(folder) {
  const { sets, problems } = readManifests(resolve(folder));
  for (const set of sets) {
    problems.push(
      ...checkSchemas(set),
      ...checkPolicies(set),
      ...checkRules(set),
    );
  }
  problems.push(...checkPipelines(resolve(folder)));
  return {
    documents: sets.reduce((sum, { documents }) => sum + documents.length, 0),
    problems,
  };
}

/** One line per problem: where, what, which rule. */
export function describeProblem({ source, kind, name, path, rule, message }) {
  const where = [source, kind && `${kind} ${name ?? '(no name)'}`, path]
    .filter(Boolean)
    .join(' · ');
  return `${where}: ${message} [${rule}]`;
}

function main(folders) {
  if (folders.length === 0) {
    throw new Error('usage: node scripts/checks/manifests.mjs <repository> …');
  }
  for (const folder of folders) {
    const { documents, problems } = checkRepository(folder);
    for (const problem of problems) {
      process.stdout.write(`${folder}: ${describeProblem(problem)}\n`);
    }
    process.stdout.write(
      `${folder}: ${documents} documents, ${problems.length} problems\n`,
    );
    if (problems.length > 0) {
      process.exitCode = 1;
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
