import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { trainSample } from '../../scripts/mlflow/samplePipeline.mjs';
import { startMlflow } from '../../scripts/mlflow/server.mjs';
import { findOptionalParts } from '../../scripts/testing/optionalParts.mjs';
import {
  checkMlEntity,
  makeScratch,
  renderTemplate,
  writeGenerated,
} from './renderForTest.mjs';

const require = createRequire(import.meta.url);
const load = (plugin, file) =>
  require(resolve(import.meta.dirname, '../../plugins', plugin, 'src', file));
const { MlflowClient } = load('drift-node', 'mlflow/index.ts');
const { buildModelEntity } = load(
  'catalog-backend-module-ml',
  'mlflow/buildModelEntity.ts',
);

const { python } = findOptionalParts();

describe(
  'a generated pipeline and a real MLflow server',
  { skip: !python.at && python.install },
  () => {
    let scratch;
    let mlflow;
    let client;
    before(async () => {
      scratch = makeScratch('ml-pipeline-mlflow');
      mlflow = await startMlflow();
      client = new MlflowClient({ name: 'test', url: mlflow.url });
      const { files } = await renderTemplate({
        template: 'ml-pipeline',
        parameters: { name: 'churn', owner: 'group:default/ml-team' },
      });
      const repository = writeGenerated(
        mkdtempSync(join(scratch, 'repository-')),
        files,
      );
      await trainSample({ repository, url: mlflow.url });
    });
    after(async () => {
      await mlflow?.stop();
      rmSync(scratch, { recursive: true, force: true });
    });

    test('its version, aliases and metrics can be read', async () => {
      const [version, ...others] = await client.listVersions('churn');
      assert.deepEqual(others, []);
      assert.equal(version.version, '1');
      assert.deepEqual(version.aliases.toSorted(), ['candidate', 'champion']);
      const champion = await client.findVersionByAlias('churn', 'champion');
      assert.equal(champion.version, '1');
      assert.equal(
        await client.findVersionByAlias('churn', 'nobody'),
        undefined,
      );

      const { info, data } = await client.getRun(version.run_id);
      assert.equal(info.status, 'FINISHED');
      assert.equal(data.params.seed, '20240229');
      const [metric] = data.metrics;
      assert.ok(metric.value > 0.5 && metric.value <= 1, metric.value);
      const history = await client.listMetricHistory(
        version.run_id,
        metric.key,
      );
      assert.deepEqual(
        history.map(({ value }) => value),
        [metric.value],
      );
      const runs = await client.listRuns({
        experimentIds: [info.experiment_id],
      });
      assert.deepEqual(
        runs.map(run => run.info.run_id),
        [info.run_id],
      );
    });

    test('what the model takes is known', async () => {
      const { inputs, outputs } = await client.findModelInterface('churn', '1');
      assert.deepEqual(inputs.map(({ name }) => name).toSorted(), [
        'monthly_charge',
        'plan',
        'support_tickets',
        'tenure_months',
      ]);
      assert.equal(inputs.find(({ name }) => name === 'plan').type, 'string');
      assert.equal(outputs.length, 1);
    });

    test('the baseline that it logged can be fetched', async () => {
      const [{ run_id: runId }] = await client.listVersions('churn');
      const artifacts = await client.listArtifacts(runId);
      assert.ok(artifacts.some(({ path }) => path === 'baseline.csv'));
      const file = await client.downloadArtifact({
        runId,
        path: 'baseline.csv',
        folder: join(scratch, 'artifacts'),
      });
      const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
      assert.ok(header.split(',').includes('prediction'), header);
      assert.equal(rows.length, 1000);
      await assert.rejects(
        client.downloadArtifact({
          runId,
          path: '../../../mlflow.db',
          folder: join(scratch, 'artifacts'),
        }),
        /MLflow "test" \/get-artifact: answered 4/,
      );
    });

    test('the registered model becomes a sound entity', async () => {
      const [model] = await client.listModels();
      const entity = buildModelEntity({
        instance: client.name,
        model,
        defaultOwner: 'group:default/ml-team',
        isFirstInstance: true,
      });
      assert.equal(entity.metadata.name, 'churn');
      assert.deepEqual(checkMlEntity(entity), { isMl: true, faults: [] });
    });

    test('a model that is not there is an answer of its own', async () => {
      await assert.rejects(client.getModel("no 'such' model"), error => {
        assert.equal(error.isNotFound, true);
        return true;
      });
      assert.equal(await client.findModelInterface('churn', '99'), undefined);
    });
  },
);
