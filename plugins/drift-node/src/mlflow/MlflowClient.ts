import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod/v4';
import {
  artifactSchema,
  artifactsPageSchema,
  metricsPageSchema,
  modelVersionSchema,
  modelVersionsPageSchema,
  registeredModelSchema,
  registeredModelsPageSchema,
  runSchema,
  runsPageSchema,
} from './answers';
import { MlflowError } from './MlflowError';
import { ModelInterface, parseModelFile } from './modelInterface';
import { MlflowInstance } from './readMlflowInstances';
import { MlflowLimits, MlflowRequest, MlflowRequests } from './MlflowRequests';

/** A registered model as MLflow tells it. @public */
export type MlflowModel = z.infer<typeof registeredModelSchema>;
/** One version of a registered model. @public */
export type MlflowModelVersion = z.infer<typeof modelVersionSchema>;
/** A run with its last metrics. @public */
export type MlflowRun = z.infer<typeof runSchema>;
/** One value of a metric. @public */
export type MlflowMetric = MlflowRun['data']['metrics'][number];
/** A file or folder of a run. @public */
export type MlflowArtifact = z.infer<typeof artifactSchema>;

const PAGE_SIZE = 200;
const API = '/api/2.0/mlflow';
/** MLmodel files and input examples are small; more is not one. */
const MODEL_FILE_BYTES = 4 * 1024 ** 2;

/** Reads one MLflow server through its REST API 2.0; changes nothing there. @public */
export class MlflowClient {
  readonly #instance: MlflowInstance;
  readonly #requests: MlflowRequests;

  constructor(instance: MlflowInstance, limits: MlflowLimits = {}) {
    this.#instance = instance;
    this.#requests = new MlflowRequests(instance, limits);
  }

  /** Name of the instance in the configuration. */
  get name(): string {
    return this.#instance.name;
  }

  async listModels(asking: MlflowRequest = {}): Promise<MlflowModel[]> {
    return this.#requests.listAll({
      ...asking,
      path: `${API}/registered-models/search`,
      query: { max_results: PAGE_SIZE },
      schema: registeredModelsPageSchema,
      itemsOf: page => page.registered_models,
    });
  }

  async getModel(
    name: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowModel> {
    const answer = await this.#requests.get({
      ...asking,
      path: `${API}/registered-models/get`,
      query: { name },
      schema: z.object({ registered_model: registeredModelSchema }),
    });
    return answer.registered_model;
  }

  /** Versions of a model, the newest first, each with the aliases that point at it. */
  async listVersions(
    name: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowModelVersion[]> {
    const [versions, model] = await Promise.all([
      this.#requests.listAll({
        ...asking,
        path: `${API}/model-versions/search`,
        query: {
          filter: `name=${quoteFilter(name)}`,
          max_results: PAGE_SIZE,
        },
        schema: modelVersionsPageSchema,
        itemsOf: page => page.model_versions,
      }),
      this.getModel(name, asking),
    ]);
    return versions
      .filter(version => version.name === name)
      .map(version => ({
        ...version,
        // Search leaves the aliases out on some stores; the model knows them
        aliases: model.aliases
          .filter(alias => alias.version === version.version)
          .map(({ alias }) => alias),
      }))
      .sort((a, b) => Number(b.version) - Number(a.version));
  }

  async getVersion(
    name: string,
    version: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowModelVersion> {
    const answer = await this.#requests.get({
      ...asking,
      path: `${API}/model-versions/get`,
      query: { name, version },
      schema: z.object({ model_version: modelVersionSchema }),
    });
    return answer.model_version;
  }

  /** The version behind an alias; `undefined` when nobody has set it. */
  async findVersionByAlias(
    name: string,
    alias: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowModelVersion | undefined> {
    try {
      const answer = await this.#requests.get({
        ...asking,
        path: `${API}/registered-models/alias`,
        query: { name, alias },
        schema: z.object({ model_version: modelVersionSchema }),
      });
      return answer.model_version;
    } catch (error) {
      // Which of the two it is depends on the server's store
      if (
        error instanceof MlflowError &&
        (error.isNotFound || error.code === 'INVALID_PARAMETER_VALUE')
      ) {
        return undefined;
      }
      throw error;
    }
  }

  async getRun(runId: string, asking: MlflowRequest = {}): Promise<MlflowRun> {
    const answer = await this.#requests.get({
      ...asking,
      path: `${API}/runs/get`,
      query: { run_id: runId },
      schema: z.object({ run: runSchema }),
    });
    return answer.run;
  }

  /** Runs of experiments, the newest first, at most `limit`. */
  async listRuns(
    options: MlflowRequest & {
      experimentIds: string[];
      filter?: string;
      limit?: number;
    },
  ): Promise<MlflowRun[]> {
    const { experimentIds, filter, limit = PAGE_SIZE, signal } = options;
    return this.#requests.listAll({
      signal,
      path: `${API}/runs/search`,
      body: {
        experiment_ids: experimentIds,
        filter,
        max_results: Math.min(limit, PAGE_SIZE),
        order_by: ['attributes.start_time DESC'],
      },
      schema: runsPageSchema,
      itemsOf: page => page.runs,
      limit,
    });
  }

  /** Every value that a run logged for one metric, in the order of logging. */
  async listMetricHistory(
    runId: string,
    metric: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowMetric[]> {
    return this.#requests.listAll({
      ...asking,
      path: `${API}/metrics/get-history`,
      query: { run_id: runId, metric_key: metric, max_results: 1000 },
      schema: metricsPageSchema,
      itemsOf: page => page.metrics,
    });
  }

  /** One folder of a run's artifacts. */
  async listArtifacts(
    runId: string,
    folder?: string,
    asking: MlflowRequest = {},
  ): Promise<MlflowArtifact[]> {
    return this.#requests.listAll({
      ...asking,
      path: `${API}/artifacts/list`,
      query: { run_id: runId, path: folder },
      schema: artifactsPageSchema,
      itemsOf: page => page.files,
    });
  }

  /** Writes an artifact into a folder, whole or not at all; answers its path, which holds no text of the server. */
  async downloadArtifact(
    options: MlflowRequest & { runId: string; path: string; folder: string },
  ): Promise<string> {
    const { runId, path, folder, signal } = options;
    const digest = createHash('sha256')
      .update(JSON.stringify([this.#instance.url, runId, path]))
      .digest('hex');
    const extension = /(?:\.[a-z0-9]{1,8}){1,2}$/i.exec(basename(path))?.[0];
    const target = join(folder, `${digest.slice(0, 32)}${extension ?? ''}`);
    await mkdir(folder, { recursive: true });
    const partial = `${target}.${randomUUID()}.part`;
    try {
      await this.#requests.download({ runId, path, file: partial, signal });
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
    return target;
  }

  /** What a version takes and answers, by its MLmodel file; `undefined` when it has none. */
  async findModelInterface(
    name: string,
    version: string,
    asking: MlflowRequest = {},
  ): Promise<ModelInterface | undefined> {
    const read = async (path: string) => {
      try {
        return await this.#requests.text({
          ...asking,
          path: '/model-versions/get-artifact',
          query: { name, version, path },
          maxBytes: MODEL_FILE_BYTES,
        });
      } catch (error) {
        // A file that is not there is 404 or, on some stores, a failure
        if (error instanceof MlflowError && error.status !== undefined) {
          if (error.isNotFound || error.status === 500) {
            return undefined;
          }
        }
        throw error;
      }
    };
    const file = await read('MLmodel');
    return file === undefined
      ? undefined
      : parseModelFile({ file, readArtifact: read });
  }
}

/** A name inside a filter; MLflow's filters have no escape, so the quote that the name lacks is used. */
function quoteFilter(name: string): string {
  if (!name.includes("'")) {
    return `'${name}'`;
  }
  if (!name.includes('"')) {
    return `"${name}"`;
  }
  throw new MlflowError(
    `The model ${JSON.stringify(name)} cannot be searched: its name holds both kinds of quote`,
  );
}
