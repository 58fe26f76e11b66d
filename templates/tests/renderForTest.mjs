import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import {
  checkRepository,
  describeProblem,
} from '../../scripts/checks/manifests.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');

const load = (plugin, file) =>
  require(resolve(import.meta.dirname, '../../plugins', plugin, 'src', file));

export const { renderTemplate } = load(
  'scaffolder-backend-module-road',
  'testing/renderTemplate.ts',
);
export const { renderParts } = load(
  'scaffolder-backend-module-road',
  'render/renderParts.ts',
);
export const { checkMlEntity } = load(
  'catalog-backend-module-ml',
  'checkMlEntity.ts',
);

/** A folder that the test takes away again. */
export function makeScratch(name) {
  return mkdtempSync(join(tmpdir(), `${name}-`));
}

/** Writes generated files below `folder`. */
export function writeGenerated(folder, files) {
  for (const [path, { content, isExecutable }] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, {
      mode: isExecutable ? 0o755 : 0o644,
    });
  }
  return folder;
}

/** Every kustomization builds and keeps schemas and policies. */
export function assertSound(folder) {
  const { problems, documents } = checkRepository(folder);
  assert.deepEqual(problems.map(describeProblem), []);
  assert.ok(documents > 0);
}
