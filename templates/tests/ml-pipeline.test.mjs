import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';

import { readManifests } from '../../scripts/checks/manifests/readManifests.mjs';
import { mustRun } from '../../scripts/bootstrap/run.mjs';
import { ensurePythonEnvironment } from '../../scripts/templates/pythonEnvironment.mjs';
import { findOptionalParts } from '../../scripts/testing/optionalParts.mjs';
import {
  assertSound,
  checkMlEntity,
  makeScratch,
  renderTemplate,
  writeGenerated,
} from './renderForTest.mjs';

const parts = findOptionalParts();
const withoutKustomize = !parts.kustomize.at && parts.kustomize.install;
const withoutPython = !parts.python.at && parts.python.install;

const render = (parameters = {}) =>
  renderTemplate({
    template: 'ml-pipeline',
    parameters: {
      name: 'churn',
      owner: 'group:default/ml-team',
      ...parameters,
    },
  });

let scratch;
before(() => {
  scratch = makeScratch('ml-pipeline');
});
after(() => rmSync(scratch, { recursive: true, force: true }));

const write = files =>
  writeGenerated(mkdtempSync(join(scratch, 'repository-')), files);
const textOf = (files, path) => files.get(path).content.toString('utf8');
const entitiesOf = files =>
  parseAllDocuments(textOf(files, 'catalog-info.yaml')).map(document =>
    document.toJS(),
  );
const built = (folder, environment) =>
  readManifests(folder).sets.find(
    ({ source }) => source === `deploy/overlays/${environment}`,
  ).documents;

describe('every choice of the form makes sound manifests and entities', () => {
  for (const problem of ['classification', 'regression']) {
    for (const orchestrator of ['kubernetes', 'prefect']) {
      for (const gpu of [false, true]) {
        test(
          `${problem}, ${orchestrator}${gpu ? ', GPU' : ''}`,
          { skip: withoutKustomize },
          async () => {
            const { files, gitopsFiles } = await render({
              problem,
              orchestrator,
              gpu,
              schedule: '*/15 0-6 1,15 * 1-5',
            });
            assertSound(write(files));
            assertSound(write(gitopsFiles));
            for (const entity of entitiesOf(files)) {
              assert.deepEqual(checkMlEntity(entity), {
                isMl: true,
                faults: [],
              });
            }
          },
        );
      }
    }
  }

  for (const name of [
    'true',
    'null',
    'e10',
    'pandas',
    'mlflow',
    'a'.repeat(40),
  ]) {
    test(`the name ${name}`, { skip: withoutKustomize }, async () => {
      const { files, gitopsFiles } = await render({ name, gpu: true });
      assertSound(write(files));
      assertSound(write(gitopsFiles));
      assert.deepEqual(
        entitiesOf(files).map(({ metadata }) => metadata.name),
        [name, `${name}-model`, `${name}-training-data`],
      );
    });
  }
});

test('the pipeline depends on its data, and the model on the pipeline', async () => {
  const { files } = await render({ system: 'system:default/scoring' });
  const [pipeline, model, data] = entitiesOf(files);
  assert.deepEqual(pipeline.spec.dependsOn, [
    'resource:default/churn-training-data',
  ]);
  assert.deepEqual(pipeline.spec.dependencyOf, [
    'resource:default/churn-model',
  ]);
  assert.equal(
    model.metadata.annotations['plumbline.dev/registered-model'],
    'churn',
  );
  for (const { spec } of [pipeline, model, data]) {
    assert.equal(spec.owner, 'group:default/ml-team');
    assert.equal(spec.system, 'scoring');
  }
});

test('only the environments that were chosen are deployed', async () => {
  const { gitopsFiles } = await render({ environments: ['dev', 'prod'] });
  const folder = 'teams/ml-team/apps/churn';
  assert.deepEqual([...gitopsFiles.keys()].sort(), [
    `${folder}/dev.yaml`,
    `${folder}/prod.yaml`,
  ]);
  const prod = parse(textOf(gitopsFiles, `${folder}/prod.yaml`));
  assert.equal(prod.spec.project, 'ml-team');
  assert.equal(prod.metadata.namespace, 'ml-team-argocd');
  assert.equal(prod.spec.syncPolicy.automated, undefined);
});

describe('in the cluster', { skip: withoutKustomize }, () => {
  test('refused data is not retried, and production neither invents data nor crowns a model', async () => {
    const folder = write((await render()).files);
    const documents = built(folder, 'prod');
    const job = documents.find(({ kind }) => kind === 'Job');
    const [refused] = job.spec.podFailurePolicy.rules;
    assert.equal(refused.action, 'FailJob');
    const code = readFileSync(join(folder, 'src/pipeline/__main__.py'), 'utf8');
    assert.deepEqual(refused.onExitCodes.values, [
      Number(/EXIT_REFUSED = (\d+)/.exec(code)[1]),
    ]);
    const { data } = documents.find(({ kind }) => kind === 'ConfigMap');
    assert.equal(data.PIPELINE_SAMPLE_DATA, 'never');
    assert.equal(data.PIPELINE_PROMOTION, 'manual');
  });

  test('the training gets its GPU, the scoring none', async () => {
    const documents = built(write((await render({ gpu: true })).files), 'dev');
    const find = wanted => documents.find(({ kind }) => kind === wanted);
    const gpus = spec => spec.containers[0].resources.limits['nvidia.com/gpu'];
    assert.equal(gpus(find('Job').spec.template.spec), 1);
    assert.equal(
      gpus(find('CronJob').spec.jobTemplate.spec.template.spec),
      undefined,
    );
  });
});

describe('the form refuses', () => {
  for (const [what, parameters] of [
    ['a schedule with a minute that there is not', { schedule: '61 3 * * *' }],
    ['a schedule of four fields', { schedule: '0 3 * *' }],
    [
      'a schedule that goes on in another line',
      { schedule: '0 3 * * *\nx: y' },
    ],
    ['an MLflow address without a scheme', { mlflowUrl: 'mlflow:5000' }],
    [
      'an MLflow address with a password',
      { mlflowUrl: 'https://a:b@mlflow.example' },
    ],
  ]) {
    test(what, async () => {
      await assert.rejects(render(parameters), /The form refuses/);
    });
  }
});

describe('the generated repository', { skip: withoutPython }, () => {
  for (const problem of ['classification', 'regression']) {
    test(`passes its own checks, trains, registers and scores: ${problem}`, async () => {
      const { files } = await render({
        problem,
        description: 'Takes "orders": # and \\ money',
      });
      const cwd = write(files);
      const bin = await ensurePythonEnvironment([
        join(cwd, 'requirements-dev.lock'),
      ]);
      await mustRun(join(bin, 'ruff'), ['check', '--no-cache', '.'], { cwd });
      await mustRun(
        join(bin, 'ruff'),
        ['format', '--no-cache', '--check', '.'],
        { cwd },
      );
      await mustRun(join(bin, 'mypy'), ['--cache-dir', join(scratch, 'mypy')], {
        cwd,
      });
      await mustRun(join(bin, 'pytest'), ['-p', 'no:cacheprovider'], { cwd });

      const env = { ...process.env, PYTHONPATH: 'src' };
      const trained = await mustRun(
        join(bin, 'python'),
        ['-m', 'pipeline', 'train'],
        { cwd, env },
      );
      assert.match(trained, /registered churn version 1 as candidate/);
      await mustRun(join(bin, 'python'), ['-m', 'pipeline', 'score'], {
        cwd,
        env,
      });
      assert.equal(readdirSync(join(cwd, 'data/predictions')).length, 1);

      // What the drift monitor reads is there, with the columns that it watches
      const { spec } = parse(textOf(files, 'drift.yaml'));
      const [header] = readFileSync(
        join(cwd, spec.baseline.file),
        'utf8',
      ).split('\n');
      for (const column of Object.keys(spec.columns)) {
        assert.ok(header.split(',').includes(column), column);
      }
    });
  }
});
