/**
 * The step of generated pipelines that sends reports of scanners to a portal,
 * against a server on loopback that stands for one.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { parse } from 'yaml';

import { run } from '../../scripts/bootstrap/run.mjs';
import { findProgram } from '../../scripts/checks/manifests/programs.mjs';
import {
  makeScratch,
  renderTemplate,
  writeGenerated,
} from './renderForTest.mjs';

const TOKEN = 'a-token-of-this-test';
const REPORT = '{"version":"2.1.0","runs":[]}';
/** A checkout of this repository has the command on its path, a machine that runs a pipeline has not. */
const PATH_WITHOUT_COMMAND = (process.env.PATH ?? '')
  .split(':')
  .filter(folder => !existsSync(join(folder, 'plumbline')))
  .join(':');
const SCANNERS = ['trivy', 'gitleaks', 'checkov', 'semgrep'];

let scratch;
let portal;
let requests;
let status;

before(async () => {
  scratch = makeScratch('scan-upload');
  portal = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const url = new URL(request.url, 'http://portal.test');
    requests.push({
      path: `${request.method} ${url.pathname}`,
      query: Object.fromEntries(url.searchParams),
      lookedFor: url.searchParams.getAll('lookedFor'),
      token: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(status).end('{"error":{"message":"no"}}');
  });
  await new Promise(resolve => portal.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  requests = [];
  status = 202;
});
after(() => {
  portal.close();
  rmSync(scratch, { recursive: true, force: true });
});

const render = (template, ci) =>
  renderTemplate({
    template,
    parameters: { name: 'checkout', owner: 'group:default/ml-team', ci },
  });

const PIPELINES = {
  github: '.github/workflows/ci.yaml',
  gitlab: '.gitlab-ci.yml',
};
async function readPipeline(template, ci) {
  const { files } = await render(template, ci);
  return parse(files.get(PIPELINES[ci]).content.toString());
}

async function write(template) {
  const { files } = await render(template, 'github');
  const folder = writeGenerated(
    mkdtempSync(join(scratch, 'repository-')),
    files,
  );
  writeFileSync(join(folder, 'trivy.sarif'), REPORT);
  return folder;
}

const send = (folder, env, args = ['trivy.sarif', 'repository']) =>
  run(join(folder, 'scripts/upload-report.sh'), args, {
    cwd: folder,
    env: { PATH: PATH_WITHOUT_COMMAND, ...env },
  });
const settings = () => ({
  PLUMBLINE_URL: `http://127.0.0.1:${portal.address().port}/`,
  PLUMBLINE_TOKEN: TOKEN,
});
const skip = !findProgram('curl') && 'curl is not on PATH';

for (const template of ['service', 'ml-pipeline']) {
  describe(`the pipeline of ${template}`, () => {
    test('sends a report with what it is about', { skip }, async () => {
      const folder = await write(template);
      const { code, output } = await send(folder, {
        ...settings(),
        GITHUB_REF_NAME: 'main',
        GITHUB_SHA: 'abcdef0123456789',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'ml-team/checkout',
        GITHUB_RUN_ID: '7',
      });
      assert.equal(code, 0, output);
      const [{ query, ...request }] = requests;
      assert.deepEqual(request, {
        path: 'POST /api/scans/uploads',
        token: `Bearer ${TOKEN}`,
        body: REPORT,
        lookedFor: [],
      });
      assert.match(query.scannedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(
        { ...query, scannedAt: undefined },
        {
          entity: 'component:default/checkout',
          target: 'repository',
          branch: 'main',
          commit: 'abcdef0123456789',
          url: 'https://github.com/ml-team/checkout/actions/runs/7',
          scannedAt: undefined,
        },
      );
    });

    test('says what was looked for when it is told', { skip }, async () => {
      const folder = await write(template);
      const args = ['trivy.sarif', 'repository'];
      await send(folder, settings(), [...args, 'vulnerability,secret']);
      await send(folder, settings(), [...args, '']);
      assert.deepEqual(
        requests.map(({ lookedFor }) => lookedFor),
        [['vulnerability', 'secret'], []],
      );
      // With the command at hand, it is the command that sends
      const command = join(mkdtempSync(join(scratch, 'command-')), 'plumbline');
      writeFileSync(command, '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
      const { output } = await send(
        folder,
        {
          ...settings(),
          PATH: `${dirname(command)}:${PATH_WITHOUT_COMMAND}`,
        },
        [...args, 'vulnerability,secret'],
      );
      assert.match(output, /--looked-for vulnerability,secret$/m);
      assert.equal(requests.length, 2);
    });

    test('states for Trivy the very kinds that it is told to look for', async () => {
      const stated = { vuln: 'vulnerability', secret: 'secret' };
      const kindsOf = command =>
        /--scanners ([a-z,]+)/
          .exec(command)[1]
          .split(',')
          .map(scanner => stated[scanner])
          .join();
      const github = await readPipeline(template, 'github');
      const [scan, build] = ['scan', 'build'].map(job => ({
        run: github.jobs[job].steps.find(({ name }) => name?.includes('Trivy'))
          .run,
        send: github.jobs[job].steps.find(({ run: command }) =>
          command?.includes('upload-report.sh'),
        ),
      }));
      assert.ok(
        scan.send.env.LOOKED_FOR.includes(
          `matrix.tool == 'trivy' && '${kindsOf(scan.run)}' || ''`,
        ),
      );
      assert.match(scan.send.run, /repository "\$LOOKED_FOR"$/);
      assert.ok(build.send.run.endsWith(`"$IMAGE" ${kindsOf(build.run)}`));
      const gitlab = await readPipeline(template, 'gitlab');
      const lines = job => gitlab[job].script.join('\n');
      assert.ok(
        lines('upload-reports').includes(
          `reports/trivy.sarif repository ${kindsOf(lines('trivy'))} `,
        ),
      );
      assert.ok(
        lines('upload-image-report').endsWith(
          `" ${kindsOf(
            lines('build')
              .split('\n')
              .find(line => line.includes('trivy')),
          )}`,
        ),
      );
    });

    test('names the run and the time of GitLab', { skip }, async () => {
      await send(await write(template), {
        ...settings(),
        CI_COMMIT_BRANCH: 'main',
        CI_COMMIT_SHA: 'abcdef0123456789',
        CI_PIPELINE_URL: 'https://gitlab.com/ml-team/checkout/-/pipelines/7',
        CI_PIPELINE_CREATED_AT: '2026-03-01T10:00:00Z',
      });
      const [{ query }] = requests;
      assert.equal(query.scannedAt, '2026-03-01T10:00:00Z');
      assert.equal(
        query.url,
        'https://gitlab.com/ml-team/checkout/-/pipelines/7',
      );
    });

    test('without a portal sends nothing, and goes on', async () => {
      const folder = await write(template);
      for (const env of [
        {},
        { PLUMBLINE_URL: settings().PLUMBLINE_URL },
        { PLUMBLINE_URL: '', PLUMBLINE_TOKEN: TOKEN },
      ]) {
        const { code, output } = await send(folder, env);
        assert.equal(code, 0, output);
      }
      assert.deepEqual(requests, []);
    });

    test('says what the portal refused', { skip }, async () => {
      status = 403;
      const { code, output } = await send(await write(template), settings());
      assert.notEqual(code, 0);
      assert.match(output, /403/);
      assert.ok(!output.includes(TOKEN));
    });

    test('says when the scanner wrote no report', async () => {
      const { code, output } = await send(await write(template), settings(), [
        'semgrep.sarif',
        'repository',
      ]);
      assert.notEqual(code, 0);
      assert.match(output, /semgrep\.sarif/);
    });

    test('takes the rules for code that the host names', async () => {
      const github = await readPipeline(template, 'github');
      assert.equal(
        github.env.SEMGREP_RULES,
        "${{ vars.SEMGREP_RULES || 'p/default' }}",
      );
      const { run: command } = github.jobs.scan.steps.find(step =>
        step.run?.includes('semgrep scan'),
      );
      assert.match(command, /--env SEMGREP_RULES/);
      const gitlab = await readPipeline(template, 'gitlab');
      assert.equal(gitlab.variables.SEMGREP_RULES, 'p/default');
      // An option would be stronger than the variable
      for (const text of [command, gitlab.semgrep.script.join()]) {
        assert.ok(!text.includes('--config'));
      }
    });

    test('sends every report that a scanner leaves, and of main only', async () => {
      const github = await readPipeline(template, 'github');
      const steps = [...github.jobs.scan.steps, ...github.jobs.build.steps];
      const sending = steps.filter(step =>
        step.run?.includes('upload-report.sh'),
      );
      assert.equal(sending.length, 2);
      for (const step of sending) {
        assert.match(step.if, /always\(\) && github\.event_name == 'push'/);
        assert.equal(step['continue-on-error'], true);
      }
      const gitlab = await readPipeline(template, 'gitlab');
      assert.deepEqual(gitlab['upload-reports'].needs, SCANNERS);
      for (const tool of SCANNERS) {
        assert.ok(gitlab[tool].script.join().includes(`reports/${tool}.sarif`));
      }
      const [rule, ...others] = gitlab['.upload-reports'].rules;
      assert.deepEqual(others, []);
      assert.match(rule.if, /\$CI_DEFAULT_BRANCH && \$PLUMBLINE_URL/);
    });
  });
}
