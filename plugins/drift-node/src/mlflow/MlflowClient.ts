import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
import { requestMlflow, RequestLimits } from './requestMlflow';

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

/** What a client may take of a server. @public */
export interface MlflowLimits {
  /** Whole time of one request. Default 30 s; downloads get ten times as long. */
  timeoutMs?: number;
  /** Bytes of one answer. Default 20 MiB. */
  answerBytes?: number;
  /** Bytes of one downloaded artifact. Default 2 GiB. */
  artifactBytes?: number;
  /** Items over all pages of a list. Default 10,000. */
  items?: number;
  /** Default 4. */
  tries?: number;
  /** Default 500 ms. */
  pauseMs?: number;
}

const DEFAULTS: Required<MlflowLimits> = {
  timeoutMs: 30_000,
  answerBytes: 20 * 1024 ** 2,
  artifactBytes: 2 * 1024 ** 3,
  items: 10_000,
  tries: 4,
  pauseMs: 500,
};
const PAGE_SIZE = 200;
const API = '/api/2.0/mlflow';
/** MLmodel files and input examples are small; more is not one. */
const MODEL_FILE_BYTES = 4 * 1024 ** 2;

type Query = Record<string, string | number | undefined>;
type Page = { next_page_token?: string };
/** How a question is asked. @public */
export interface MlflowRequest {
  signal?: AbortSignal;
}

/** Reads one MLflow server through its REST API 2.0; changes nothing there. @public */
export class MlflowClient {
  readonly #limits: Required<MlflowLimits>;
  readonly #instance: MlflowInstance;

  constructor(instance: MlflowInstance, limits: MlflowLimits = {}) {
    this.#instance = instance;
    const given = Object.entries(limits).filter(
      ([, value]) => value !== undefined,
    );
    this.#limits = { ...DEFAULTS, ...Object.fromEntries(given) };
  }

  /** Name of the instance in the configuration. */
  get name(): string {
    return this.#instance.name;
  }

  async listModels(asking: MlflowRequest = {}): Promise<MlflowModel[]> {
    return this.#listAll({
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
    const answer = await this.#get({
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
      this.#listAll({
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
    const answer = await this.#get({
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
      const answer = await this.#get({
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
    const answer = await this.#get({
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
    return this.#listAll({
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
    return this.#listAll({
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
    return this.#listAll({
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
      await requestMlflow({
        instance: this.#instance,
        path: `/get-artifact${writeQuery({ run_id: runId, path })}`,
        limits: {
          ...this.#requestLimits(),
          timeoutMs: this.#limits.timeoutMs * 10,
          maxBytes: this.#limits.artifactBytes,
        },
        signal,
        take: bytes =>
          pipeline(
            Readable.from(bytes),
            createWriteStream(partial, { mode: 0o600 }),
          ),
      });
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
        return await this.#request({
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

  #requestLimits(): RequestLimits {
    const { timeoutMs, answerBytes, tries, pauseMs } = this.#limits;
    return { timeoutMs, maxBytes: answerBytes, tries, pauseMs };
  }

  async #request(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      maxBytes?: number;
    },
  ): Promise<string> {
    const { path, query, body, maxBytes, signal } = options;
    const limits = this.#requestLimits();
    return requestMlflow({
      instance: this.#instance,
      path: `${path}${writeQuery(query)}`,
      body,
      limits: { ...limits, maxBytes: maxBytes ?? limits.maxBytes },
      signal,
      take: readText,
    });
  }

  async #get<T>(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      schema: z.ZodType<T>;
    },
  ): Promise<T> {
    const text = await this.#request(options);
    const fail = (what: string) =>
      new MlflowError(`MLflow "${this.name}" ${options.path}: ${what}`, {
        status: 200,
      });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw fail('the answer is not JSON; is the address that of MLflow?');
    }
    const result = options.schema.safeParse(value);
    if (!result.success) {
      const [{ path, message }] = result.error.issues;
      throw fail(`the answer is not MLflow's: ${path.join('.')}: ${message}`);
    }
    return result.data;
  }

  async #listAll<P extends Page, T>(
    options: MlflowRequest & {
      path: string;
      query?: Query;
      body?: object;
      schema: z.ZodType<P>;
      itemsOf: (page: P) => T[];
      limit?: number;
    },
  ): Promise<T[]> {
    const { query, body, itemsOf, limit, ...asking } = options;
    const most = this.#limits.items;
    const items: T[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const page = await this.#get({
        ...asking,
        query: body ? undefined : { ...query, page_token: token },
        body: body && { ...body, page_token: token },
      });
      items.push(...itemsOf(page));
      if (limit !== undefined && items.length >= limit) {
        return items.slice(0, limit);
      }
      token = page.next_page_token;
      // A server that answers the same page for ever must not hold us
      if (items.length > most || (token && seen.has(token))) {
        throw new MlflowError(
          `MLflow "${this.name}" ${options.path}: more than ${most} items, or pages without an end`,
        );
      }
      seen.add(token ?? '');
    } while (token);
    return items;
  }
}

function writeQuery(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(key, String(value));
    }
  }
  return parameters.size > 0 ? `?${parameters}` : '';
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

async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
