import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

test('the image names the variables that are missing, and starts when none is', t => {
  const data = mkdtempSync(join(tmpdir(), 'deploy-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const start = environment =>
    spawnSync('sh', ['packages/backend/entrypoint.sh', 'echo', 'started'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, PLUMBLINE_DATA: data, ...environment },
    });
  const complete = Object.fromEntries(
    [...listRequiredVariables()].map(name => [name, 'x']),
  );
  const { AUTH_SESSION_SECRET: _, ...incomplete } = complete;

  const refused = start(incomplete);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stderr,
    /environment variables.*: AUTH_SESSION_SECRET$/m,
  );
  assert.equal(refused.stdout, '');
  assert.equal(start(complete).stdout, 'started\n');
});
