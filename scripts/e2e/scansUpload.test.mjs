/**
 * Reports of three scanners from a pipeline to a portal that loses its power
 * while they come: whatever happened when, there is one list in the end.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { runPlumbline } from '../cli/runPlumbline.mjs';
import { createApi, readGuestToken, waitFor } from './api.mjs';
import { createPortal } from './portal.mjs';

/** As an operator gives it to a pipeline: it may upload for one entity, and nothing else. */
const PIPELINE = 'a-token-for-the-pipeline-of-this-test';
const ENTITY = 'component:default/demand-forecast-training';
const OTHER = 'component:default/frontend';
const CONFIG = `
backend:
  auth:
    externalAccess:
      - type: static
        options: { token: ${PIPELINE}, subject: ci-forecast }
        accessRestrictions:
          - { plugin: scans, permission: scans.scan.create }
scans:
  uploaders:
    - { subject: ci-forecast, entities: ['${ENTITY}'] }
`;
const MATCHES = 3000;
/** Made up, in the shape of a token that GitLab gives. */
const SECRET = ['glpat', 'Zx81QpLm40VtRw77KsYd'].join('-');

const grype = {
  matches: Array.from({ length: MATCHES }, (_, index) => ({
    vulnerability: {
      id: `CVE-2026-${10000 + index}`,
      severity: index % 10 === 0 ? 'Critical' : 'Medium',
      fix: { versions: ['2.0.0'], state: 'fixed' },
    },
    relatedVulnerabilities: [],
    artifact: {
      name: `part-${index}`,
      version: '1.0.0',
      type: 'npm',
      purl: `pkg:npm/part-${index}@1.0.0`,
    },
  })),
  source: {
    type: 'image',
    target: { userInput: 'registry.example.com/backend:1' },
  },
  descriptor: { name: 'grype', version: '0.100.0' },
};
const gitleaks = [
  {
    RuleID: 'gitlab-pat',
    Description: 'A token of GitLab',
    StartLine: 3,
    EndLine: 3,
    StartColumn: 1,
    EndColumn: 40,
    Match: `token = ${SECRET}`,
    Secret: SECRET,
    File: 'settings.ini',
    Commit: '',
    Entropy: 4.1,
    Author: '',
    Email: '',
    Date: '',
    Message: '',
    Tags: [],
    Fingerprint: 'settings.ini:gitlab-pat:3',
  },
];
const semgrep = {
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Semgrep OSS',
          semanticVersion: '1.185.0',
          rules: ['rules.python.eval', 'rules.python.shell'].map(id => ({
            id,
            defaultConfiguration: { level: 'error' },
          })),
        },
      },
      invocations: [{ executionSuccessful: true }],
      results: [12, 40].map(startLine => ({
        ruleId: 'rules.python.eval',
        message: { text: 'Text from outside is run as a program' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/app.py' },
              region: {
                startLine,
                snippet: { text: `eval(line${startLine})` },
              },
            },
          },
        ],
      })),
    },
  ],
};
const REPORTS = {
  'grype.json': grype,
  'gitleaks.json': gitleaks,
  'semgrep.sarif': semgrep,
};
const FINDINGS = MATCHES + 1 + 2;

let portal;
let folder;
let files;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-scans-'));
  const time = new Date(Date.now() - 60_000);
  files = [];
  for (const [name, report] of Object.entries(REPORTS)) {
    const file = join(folder, name);
    await writeFile(file, JSON.stringify(report));
    await utimes(file, time, time);
    files.push(file);
  }
  portal = await createPortal({ config: CONFIG });
  await portal.start();
  const api = createApi(portal.url, await readGuestToken(portal.url));
  await api.waitForEntity(ENTITY);
  await api.waitForEntity(OTHER);
});
after(async () => {
  await portal?.remove();
  await rm(folder, { recursive: true, force: true });
});

const upload = (some, ...more) =>
  runPlumbline(['scans', 'upload', ...some, '--json', ...more], {
    env: {
      PLUMBLINE_URL: portal.url,
      PLUMBLINE_TOKEN: PIPELINE,
      XDG_STATE_HOME: folder,
    },
  });
const own = (...more) => ['--entity', ENTITY, '--branch', 'main', ...more];

async function readAll(path) {
  const api = createApi(portal.url, await readGuestToken(portal.url));
  const items = [];
  for (let cursor = ''; ;) {
    const page = await api.mustRequest(
      'GET',
      `scans/${path}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    if (!page.nextCursor) {
      return items;
    }
    cursor = page.nextCursor;
  }
}

test('reports count once, whatever was killed when', async () => {
  const countAnswers = async () =>
    (await portal.log()).split('POST /api/scans/uploads').length;
  // The power goes while the largest is read, and again when all are in the queue
  for (const wanted of [1, files.length]) {
    const before = await countAnswers();
    const sending = Promise.all(files.map(file => upload([file], ...own())));
    await waitFor(`${wanted} receipts`, 60_000, async () =>
      (await countAnswers()) >= before + wanted ? true : undefined,
    );
    await portal.kill();
    await portal.start();
    // They try again by themselves, unless the portal took too long to come back
    for (const { code, stderr } of await sending) {
      assert.ok([0, 3].includes(code), `${code} ${stderr}`);
    }
  }
  const last = await upload(files, ...own('--fail-on', 'critical'));
  assert.ok([0, 1].includes(last.code), last.stderr);
  const { uploads } = JSON.parse(last.stdout);
  assert.deepEqual(
    uploads.map(({ scan }) => [scan.tool, scan.status, scan.changes.new]),
    [
      ['grype', 'done', MATCHES],
      ['gitleaks', 'done', 1],
      ['semgrep', 'done', 2],
    ],
  );
  assert.ok(!(last.stdout + last.stderr).includes(PIPELINE));

  const findings = await readAll(`findings?entity=${ENTITY}`);
  assert.equal(findings.length, FINDINGS);
  assert.equal(new Set(findings.map(({ id }) => id)).size, FINDINGS);
  assert.ok(!JSON.stringify(findings).includes(SECRET));
});

test('what is gone is fixed, and what is new and severe fails the pipeline', async () => {
  const file = join(folder, 'semgrep.sarif');
  const [run] = semgrep.runs;
  const [seen] = run.results;
  const appeared = { ...seen, ruleId: 'rules.python.shell' };
  const next = { ...semgrep, runs: [{ ...run, results: [seen, appeared] }] };
  await writeFile(file, JSON.stringify(next));
  const { code, stdout, stderr } = await upload(
    [file],
    ...own('--fail-on', 'high'),
  );
  assert.equal(code, 1, stderr);
  const [{ scan }] = JSON.parse(stdout).uploads;
  assert.deepEqual([scan.changes.fixed, scan.changes.new], [1, 1], stdout);
});

test('the token of a pipeline opens nothing else', async () => {
  const { code, stderr, stdout } = await upload([files[0]], '--entity', OTHER);
  assert.equal(code, 3);
  assert.match(stderr, /403/);
  assert.equal(stdout, '');
  const call = async path => {
    const { status } = await fetch(`${portal.url}/api/${path}`, {
      headers: { authorization: `Bearer ${PIPELINE}` },
    });
    return status;
  };
  assert.equal(await call('catalog/entities'), 403);
  const listed = await fetch(
    `${portal.url}/api/scans/findings?entity=${ENTITY}`,
    { headers: { authorization: `Bearer ${PIPELINE}` } },
  );
  assert.ok(
    listed.status >= 400 || (await listed.json()).items.length === 0,
    `${listed.status}`,
  );
});
