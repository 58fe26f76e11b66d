/**
 * Security as somebody sees it who has just typed `npm start`, and what a
 * hostile report can do to whoever looks at it: nothing.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { createApi, readGuestToken, waitFor } from './api.mjs';
import {
  launchBrowser,
  openVisitor,
  signInAsGuest,
  takePicture,
} from './browser.mjs';
import { createPortal } from './portal.mjs';

const execute = promisify(execFile);
const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';
const ENTITY = 'component:default/ml-backend';
const PAGE = '/catalog/default/component/ml-backend/security';
/** Made up, in the shape of a token that GitLab gives. */
const SECRET = ['glpat', 'Qw93RtYp61LkMn08VbXz'].join('-');

const ATTACKS = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '[press](javascript:alert(1))',
  '![pixel](https://tracker.example.com/pixel.png)',
  '<iframe src="https://tracker.example.com/frame"></iframe>',
  '" onmouseover="alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202Etxt.exe \u001b[31mred\u0000',
];

/** A report with an attack in every text that it has. */
const hostile = {
  version: '2.1.0',
  $schema: 'https://tracker.example.com/schema.json',
  runs: [
    {
      tool: {
        driver: {
          name: 'hostile',
          informationUri: 'javascript:alert(1)',
          rules: ATTACKS.map((attack, index) => ({
            id: `rule-${index} ${attack}`,
            name: attack,
            helpUri: index % 2 ? 'javascript:alert(1)' : 'data:text/html,x',
            shortDescription: { text: attack, markdown: attack },
            fullDescription: { text: attack, markdown: attack },
            help: { text: attack, markdown: attack },
          })),
        },
      },
      results: ATTACKS.map((attack, index) => ({
        ruleId: `rule-${index} ${attack}`,
        level: 'error',
        message: { text: `${attack} ${SECRET}`, markdown: attack },
        locations: [
          {
            physicalLocation: {
              artifactLocation: {
                uri: `../../../../etc/${attack}/passwd`,
              },
              region: { startLine: 1, snippet: { text: attack } },
            },
          },
        ],
        properties: { __proto__polluted: attack },
      })),
      externalPropertyFileReferences: {
        results: [{ location: { uri: 'https://tracker.example.com/more' } }],
      },
    },
  ],
};

let portal;
let browser;
let visitor;
let api;

before(async () => {
  if (skip) {
    return;
  }
  portal = await createPortal();
  await portal.start();
  api = createApi(portal.url, await readGuestToken(portal.url));
  // A portal that has just begun may still read its catalog
  await waitFor('the catalog', 240_000, async () => {
    const { status } = await api.request(
      'GET',
      `scans/summary?entity=${ENTITY}`,
    );
    return status === 200 || undefined;
  });
  browser = await launchBrowser();
  visitor = await openVisitor(browser, { url: portal.url });
  await signInAsGuest(visitor.page);
});

after(async () => {
  await browser?.close();
  await portal?.remove();
});

test(
  'the sample reports are taken without anybody asking',
  { skip },
  async () => {
    const summary = await waitFor('the samples', 120_000, async () => {
      const found = await api.mustRequest(
        'GET',
        `scans/summary?entity=${ENTITY}`,
      );
      // The newest reports of both scanners
      return found.tools.length === 2 && found.fixed > 0 ? found : undefined;
    });
    assert.equal(summary.state, 'findings');
    assert.equal(summary.open.critical, 1);
    assert.equal(summary.exploited, 1);
    assert.equal(summary.upgrades[0].package, 'nghttp2');
    assert.ok(summary.trend.length >= 9);
    const { items } = await api.mustRequest(
      'GET',
      `scans/findings?entity=${ENTITY}&severity=critical`,
    );
    // One finding, though both scanners list it
    assert.deepEqual(items[0].tools, ['grype', 'trivy']);
    const { items: rows } = await api.mustRequest('GET', 'scans/overview');
    const stateOf = name =>
      rows.find(({ entityRef }) => entityRef === `component:default/${name}`)
        .state;
    assert.equal(stateOf('frontend'), 'clean');
    assert.equal(stateOf('ingress'), 'stale');
    assert.equal(stateOf('replenishment'), 'never');
  },
);

test('nobody reads it without signing in', { skip }, async () => {
  for (const path of ['overview', 'findings', `summary?entity=${ENTITY}`]) {
    const { status } = await fetch(`${portal.url}/api/scans/${path}`);
    assert.equal(status, 401, path);
  }
});

test('the page says what is wrong and where to start', { skip }, async () => {
  const { page, complaints } = visitor;
  await page.goto(PAGE);
  await page.getByText('Where to start').waitFor();
  await page
    .getByText(/CVE-2023-37920/)
    .first()
    .waitFor();
  await takePicture(page, 'security-tab');
  await page
    .getByText(/CVE-2023-37920/)
    .first()
    .click();
  await page.getByText('Why critical').waitFor();
  await takePicture(page, 'security-finding');
  await page.goto('/security');
  await page
    .getByText(/Never scanned/)
    .first()
    .waitFor();
  await takePicture(page, 'security-overview');
  assert.deepEqual(complaints, []);
});

test(
  'a hostile report is shown as text: no dialog, no request, no secret',
  { skip },
  async () => {
    const upload = await fetch(
      `${portal.url}/api/scans/uploads?entity=${ENTITY}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${api.token}` },
        body: JSON.stringify(hostile),
      },
    );
    const { scan } = await upload.json();
    assert.equal(upload.status, 202, JSON.stringify(scan));
    await waitFor('the hostile report', 60_000, async () => {
      const { status } = await api.mustRequest('GET', `scans/scans/${scan.id}`);
      return status === 'done' ? status : undefined;
    });
    const { items } = await api.mustRequest(
      'GET',
      `scans/findings?entity=${ENTITY}&kind=code&limit=50`,
    );
    assert.equal(items.length, ATTACKS.length);

    const { page, complaints } = visitor;
    const dialogs = [];
    page.on('dialog', dialog => {
      dialogs.push(dialog.message());
      dialog.dismiss();
    });
    await page.goto(`${PAGE}?kind=code`);
    await page
      .getByText(/onerror=alert/)
      .first()
      .waitFor();
    await takePicture(page, 'security-hostile');
    for (const { id } of items) {
      await page.goto(`${PAGE}?finding=${id}`);
      await page.getByText(/^Why/).first().waitFor();
    }
    for (const link of await page
      .locator('a')
      .evaluateAll(links => links.map(({ href }) => href))) {
      assert.match(link, /^(https?:|mailto:|$)/);
    }
    assert.deepEqual(dialogs, []);
    assert.deepEqual(complaints, []);

    // Neither in an answer, nor in the database, nor in a log
    const detail = await api.mustRequest(
      'GET',
      `scans/findings/${items[0].id}`,
    );
    assert.ok(!JSON.stringify([items, detail, scan]).includes(SECRET));
    const { stdout } = await execute('grep', [
      '-rlaF',
      SECRET,
      portal.data,
    ]).catch(error => error);
    assert.equal(stdout, '');
  },
);

/** What a scanner finds in so many files. */
const inFiles = count => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'Linter', rules: [{ id: 'eval' }] } },
      results: Array.from({ length: count }, (_, index) => ({
        ruleId: 'eval',
        level: index < 3 ? 'error' : 'warning',
        message: { text: 'Text is run as a program' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: `src/file${index}.py` },
              region: { startLine: 1, snippet: { text: `eval(${index})` } },
            },
          },
        ],
      })),
    },
  ],
});

test(
  'a scan that misses suspiciously much waits until somebody confirms it',
  { skip },
  async () => {
    const answers = [];
    for (const [count, day] of [
      [30, '01'],
      [1, '02'],
    ]) {
      const answer = await fetch(
        `${portal.url}/api/scans/uploads?entity=${ENTITY}&scannedAt=2026-03-${day}T10:00:00Z`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${api.token}` },
          body: JSON.stringify(inFiles(count)),
        },
      );
      const { scan } = await answer.json();
      answers.push(
        await waitFor('the scan', 60_000, async () => {
          const now = await api.mustRequest('GET', `scans/scans/${scan.id}`);
          return ['queued', 'processing'].includes(now.status)
            ? undefined
            : now;
        }),
      );
    }
    const [, held] = answers;
    assert.equal(held.status, 'held');

    const { page, complaints } = visitor;
    await page.goto('/');
    await page
      .getByRole('list', { name: 'What needs you' })
      .getByText(/a held scan waits/)
      .waitFor();
    await page.goto(PAGE);
    const list = page.getByRole('list', { name: 'Held scans' });
    await list
      .getByText(/no longer lists 29 of 30 findings.*from 30 to 1 at once/)
      .waitFor();
    await takePicture(page, 'security-held');
    await list
      .getByRole('textbox', { name: 'Note' })
      .fill('Moved to a library');
    await list.getByRole('button', { name: /^Confirm/ }).click();
    await list.waitFor({ state: 'detached' });
    await page.getByText(/29 fixed; confirmed by guest/).waitFor();
    const confirmed = await api.mustRequest('GET', `scans/scans/${held.id}`);
    assert.equal(confirmed.status, 'done');
    assert.equal(confirmed.changes.fixed, 29);
    assert.equal(confirmed.answer.by, 'user:default/guest');
    assert.deepEqual(complaints, []);
  },
);

test(
  'a VEX document decides what it says, and the page says what it did not take',
  { skip },
  async () => {
    const { page, complaints } = visitor;
    await page.goto(PAGE);
    await page.getByLabel('VEX document').setInputFiles({
      name: 'vendor.vex.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          vulnerabilities: [
            {
              id: 'CVE-2024-34064',
              analysis: {
                state: 'not_affected',
                justification: 'code_not_reachable',
                detail: 'The filter is never used.',
              },
              affects: [{ ref: 'pkg:pypi/jinja2@3.1.3' }],
            },
            { id: 'CVE-2026-0001' },
          ],
        }),
      ),
    });
    await page
      .getByText(/1 statement understood. 1 decision in force. 1 entry not/)
      .waitFor();
    await page.getByText('CVE-2026-0001 has no analysis').waitFor();
    await takePicture(page, 'security-vex');
    await waitFor('the decision', 30_000, async () => {
      const { items } = await api.mustRequest(
        'GET',
        `scans/findings?entity=${ENTITY}&state=decided`,
      );
      return items.find(
        ({ vulnerability, decision }) =>
          vulnerability?.id === 'CVE-2024-34064' && decision === 'not-affected',
      );
    });
    assert.deepEqual(complaints, []);
  },
);
