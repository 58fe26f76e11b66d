/**
 * Gitleaks, Checkov and Semgrep over a repository that the template of a
 * service made, by the commands of its own pipeline: what somebody does wrong
 * there is seen in the portal, and what is mended is fixed.
 */
import assert from 'node:assert/strict';
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { createApi, readGuestToken, waitFor } from './api.mjs';
import { git, withToken } from './git.mjs';
import { createPortal } from './portal.mjs';
import { createGitlabRunner } from './scansToolsPipeline.mjs';

const SCANNERS = ['gitleaks', 'checkov', 'semgrep'];
const parts = findOptionalParts();
const missing = [...SCANNERS, 'kustomize'].filter(name => !parts[name].at);
const skip = missing.length > 0 && `${missing.join(', ')} not on PATH`;

const NAME = 'parcel-label';
const TEAM = 'ml-team';
const ENTITY = `component:default/${NAME}`;
const TOKEN = 'a-token-for-the-pipeline-of-this-test';
const CONFIG = `
backend:
  auth:
    externalAccess:
      - type: static
        options: { token: ${TOKEN}, subject: ci-${NAME} }
        accessRestrictions:
          - { plugin: scans, permission: scans.scan.create }
scans:
  uploaders:
    - { subject: ci-${NAME}, entities: ['${ENTITY}'] }
`;
/** Made up, in the shape of a token that GitLab gives. */
const SECRET = ['glpat', 'Nv62HsJq91CxTb35WkEy'].join('-');
const RULES = `
rules:
  - id: shell-from-text
    languages: [python]
    severity: ERROR
    message: A shell runs what is put together from text
    pattern: subprocess.call(..., shell=True)
`;
const MANIFEST = 'deploy/base/workload.yaml';
const PLANTED = [
  'checkov misconfiguration CKV_DOCKER_1 Dockerfile',
  'checkov misconfiguration CKV_K8S_22 dev.yaml',
  'checkov misconfiguration CKV_K8S_22 prod.yaml',
  'checkov misconfiguration CKV_K8S_22 staging.yaml',
  'gitleaks secret gitlab-pat release.py',
  'semgrep code shell-from-text release.py',
];

let portal;
let scratch;
let repository;
let runJob;
let api;

before(async () => {
  if (skip) {
    return;
  }
  scratch = await mkdtemp(join(tmpdir(), 'plumbline-tools-'));
  repository = join(scratch, NAME);
  const rules = join(scratch, 'rules.yaml');
  await writeFile(rules, RULES);
  portal = await createPortal({ config: CONFIG });
  await portal.start();
  api = createApi(portal.url, await readGuestToken(portal.url));
  const task = await api.waitForTask(
    await api.startTemplate('service', {
      name: NAME,
      owner: `group:default/${TEAM}`,
      ci: 'gitlab',
    }),
  );
  assert.equal(task.status, 'completed', task.log);
  await api.waitForEntity(ENTITY);
  const { items } = await api.mustRequest(
    'GET',
    `git-host/v1/repositories?query=${NAME}`,
  );
  const token = await api.createGitToken(TEAM, 'read');
  await git([
    ...['clone', '--quiet'],
    ...[withToken(items[0].cloneUrl, token), repository],
  ]);
  runJob = await createGitlabRunner({
    repository,
    scratch,
    kustomize: parts.kustomize.at,
    variables: {
      SEMGREP_RULES: rules,
      SEMGREP_ENABLE_VERSION_CHECK: '0',
      PLUMBLINE_URL: portal.url,
      PLUMBLINE_TOKEN: TOKEN,
      CI_COMMIT_BRANCH: 'main',
    },
  });
});
after(async () => {
  await portal?.remove();
  if (scratch) {
    await rm(scratch, { recursive: true, force: true });
  }
});

const edit = async (path, change) => {
  const file = join(repository, path);
  await writeFile(file, change(await readFile(file, 'utf8')));
};
const commit = async message => {
  await git(['add', '--all'], { cwd: repository });
  await git(['commit', '--quiet', '--message', message], { cwd: repository });
};

/** Every scan and then the upload, as on the main branch; answers how the scans ended. */
async function runPipeline() {
  const run = { CI_PIPELINE_CREATED_AT: new Date().toISOString() };
  const ends = {};
  for (const name of ['manifests', ...SCANNERS]) {
    ends[name] = await runJob(name, run);
  }
  assert.equal(ends.manifests.code, 0, ends.manifests.output);
  const { output } = await runJob('upload-reports', run);
  // Trivy needs its database from the network and does not run here: the others come all the same
  assert.match(output, /there is no reports\/trivy\.sarif/);
  const scans = output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line).scan);
  assert.deepEqual(
    scans.map(({ tool, entityRef }) => [tool, entityRef]),
    SCANNERS.map(tool => [tool, ENTITY]),
    output,
  );
  await Promise.all(scans.map(waitUntilDone));
  return Object.fromEntries(
    SCANNERS.map(name => [name, { ...ends[name], isClean: !ends[name].code }]),
  );
}

async function waitUntilDone({ id }) {
  const { status, error } = await waitFor(`scan ${id}`, 60_000, async () => {
    const scan = await api.mustRequest('GET', `scans/scans/${id}`);
    return ['queued', 'processing'].includes(scan.status) ? undefined : scan;
  });
  assert.equal(status, 'done', error);
}

async function listFindings(state) {
  const { items } = await api.mustRequest(
    'GET',
    `scans/findings?entity=${ENTITY}&state=${state}&limit=200`,
  );
  return items;
}

/** Semgrep puts the folder of a rules file before the name of a rule, and Checkov that of a manifest twice before the file. */
const describeFinding = ({ tools, kind, rule, location }) =>
  [
    tools.join('+'),
    kind,
    rule.split('.').at(-1),
    location.path.split('/').at(-1),
  ].join(' ');
const describeAll = findings => findings.map(describeFinding).toSorted();

test(
  'what somebody does wrong is found by the pipeline',
  { skip },
  async () => {
    await writeFile(
      join(repository, 'src/app/release.py'),
      // On one line, so that the report about the code holds the secret, too
      `import subprocess\n\nsubprocess.call("release --token ${SECRET}", shell=True)\n`,
    );
    await appendFile(join(repository, 'Dockerfile'), 'EXPOSE 22\n');
    await edit(MANIFEST, text =>
      text.replace(
        'readOnlyRootFilesystem: true',
        'readOnlyRootFilesystem: false',
      ),
    );
    await commit('feat: release by hand');
    const ends = await runPipeline();
    for (const name of SCANNERS) {
      assert.equal(ends[name].isClean, false, `${name}: ${ends[name].output}`);
    }
    assert.deepEqual(describeAll(await listFindings('open')), PLANTED);
  },
);

test('the secret stays in the repository', { skip }, async () => {
  const report = await readFile(join(repository, 'reports/semgrep.sarif'));
  assert.ok(report.includes(SECRET), 'the portal was sent the secret');
  const answers = await Promise.all([
    ...(await listFindings('open')).map(({ id }) =>
      api.mustRequest('GET', `scans/findings/${id}`),
    ),
    api.mustRequest('GET', `scans/summary?entity=${ENTITY}`),
  ]);
  assert.equal(answers.length, PLANTED.length + 1);
  assert.ok(!JSON.stringify(answers).includes(SECRET));
  assert.ok(!portal.output().includes(SECRET));

  // Database, queue, log
  const files = await readdir(portal.data, {
    recursive: true,
    withFileTypes: true,
  });
  let isRuleKept = false;
  for (const file of files.filter(entry => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    const content = await readFile(path);
    assert.ok(!content.includes(SECRET), `${path} holds the secret`);
    isRuleKept ||= content.includes('shell-from-text');
  }
  assert.ok(isRuleKept, 'the database was among the files');
});

test(
  'what is mended is fixed, and what is in the history is not',
  { skip },
  async () => {
    await rm(join(repository, 'src/app/release.py'));
    await edit('Dockerfile', text => text.replace('EXPOSE 22\n', ''));
    await edit(MANIFEST, text =>
      text.replace(
        'readOnlyRootFilesystem: false',
        'readOnlyRootFilesystem: true',
      ),
    );
    await commit('fix: release by the pipeline');
    const ends = await runPipeline();
    // What the template makes passes its own scans
    assert.ok(ends.checkov.isClean, ends.checkov.output);
    assert.ok(ends.semgrep.isClean, ends.semgrep.output);
    assert.ok(!ends.gitleaks.isClean, ends.gitleaks.output);
    const isSecret = line => line.startsWith('gitleaks');
    assert.deepEqual(
      describeAll(await listFindings('open')),
      PLANTED.filter(isSecret),
    );
    assert.deepEqual(
      describeAll(await listFindings('fixed')),
      PLANTED.filter(line => !isSecret(line)),
    );
  },
);
