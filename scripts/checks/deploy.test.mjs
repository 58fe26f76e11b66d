import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { checkRepository, describeProblem } from './manifests.mjs';
import { findProgram } from './manifests/programs.mjs';
import { root } from './runTool.mjs';

const base = 'packages/backend/deploy';
const read = path => readFileSync(join(root, path), 'utf8');

/** Names of the variables without a default in the production configuration. */
function listRequiredVariables() {
  const found = read('app-config.production.yaml').matchAll(/\$\{(\w+)\}/g);
  return new Set([...found].map(match => match[1]));
}

test('the portal’s manifests follow their schemas and the platform’s policies', t => {
  if (!findProgram('kubectl') && !findProgram('kustomize')) {
    t.skip('needs kubectl or kustomize');
    return;
  }
  const { documents, problems } = checkRepository(join(root, base));
  assert.deepEqual(problems.map(describeProblem), []);
  assert.ok(documents >= 9);
});

test('every variable that production needs has a place: ConfigMap, Secret or image', () => {
  const { configMapGenerator } = parse(read(`${base}/kustomization.yaml`));
  const inConfigMap = configMapGenerator[0].literals.map(
    literal => literal.split('=')[0],
  );
  const inSecret = /The Secret `plumbline` holds ([^.]+)/
    .exec(read('docs/guides/production.md'))[1]
    .match(/[A-Z_]{5,}/g);
  assert.deepEqual(
    [...listRequiredVariables()].filter(
      name => !inConfigMap.includes(name) && !inSecret.includes(name),
    ),
    [],
  );
});

test('the image and the manifests agree on user, port and data folder', () => {
  const dockerfile = read('packages/backend/Dockerfile');
  const { spec } = parseAllDocuments(read(`${base}/deployment.yaml`))[0].toJS()
    .spec.template;
  const { runAsUser, runAsGroup } = spec.securityContext;
  const [portal] = spec.containers;
  assert.match(
    dockerfile,
    new RegExp(`^USER ${runAsUser}:${runAsGroup}$`, 'm'),
  );
  assert.match(
    dockerfile,
    new RegExp(`^EXPOSE ${portal.ports[0].containerPort}$`, 'm'),
  );
  assert.ok(
    portal.volumeMounts.some(
      ({ mountPath }) =>
        mountPath === /PLUMBLINE_DATA=(\S+)/.exec(dockerfile)[1],
    ),
  );
});
