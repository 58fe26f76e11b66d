import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import type {
  ModelVersion,
  ModelVersions,
} from '@plumbline/backstage-plugin-drift-common';
import {
  MlflowClient,
  MlflowError,
  MlflowInstance,
  ModelInterface,
} from '@plumbline/backstage-plugin-drift-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { redact } from '../domain/redact';
import { JudgedMonitor, findVersionDrift } from '../domain/versionDrift';
import { BaselineStore } from '../store/BaselineStore';
import { MonitorStore } from '../store/MonitorStore';
import { RunStore } from '../store/RunStore';
import { Access } from './Access';

/** Versions that a page compares. */
const MAX_VERSIONS = 50;
const TIMEOUT_MS = 30_000;
/** A chart does not wait long for its marks. */
const MARKS_TIMEOUT_MS = 3_000;
const INTERFACE_TIMEOUT_MS = 10_000;
/** The alias that MLflow's own documents give the version that scores. */
const IN_USE = 'champion';
/** Baselines and runs of each monitor that are looked through. */
const MAX_BASELINES = 50;
const MAX_RUNS = 400;

/** Where a model is registered, by its entity. */
function registrationOf(
  entity: Entity,
): { model: string; instance?: string } | undefined {
  const { annotations = {} } = entity.metadata;
  const model = annotations[PLUMBLINE_ANNOTATIONS.registeredModel];
  return model === undefined
    ? undefined
    : { model, instance: annotations[PLUMBLINE_ANNOTATIONS.mlflowInstance] };
}

/** What every registry answers; one that does not is named, and the rest counts. */
async function askEach<T>(
  instances: readonly MlflowInstance[],
  ask: (instance: MlflowInstance) => Promise<T[]>,
): Promise<{ found: T[]; failures: ModelVersions['failures'] }> {
  const failures: ModelVersions['failures'] = [];
  const answers = await Promise.all(
    instances.map(instance =>
      ask(instance).catch(error => {
        // A registry that has no such model has answered
        if (error instanceof MlflowError && error.isNotFound) {
          return [];
        }
        failures.push({
          instance: instance.name,
          message: redact((error as Error).message),
        });
        return [];
      }),
    ),
  );
  return { found: answers.flat(), failures };
}

/** When versions were registered, and which registries did not say. */
export interface VersionTimes {
  versions: { version: string; createdAt: string }[];
  failures: ModelVersions['failures'];
}

/** Versions of registered models with their metrics and their drift. */
export class ModelService {
  readonly #access: Access;
  readonly #baselines: BaselineStore;
  readonly #instances: readonly MlflowInstance[];
  readonly #monitors: MonitorStore;
  readonly #runs: RunStore;
  readonly #createClient: (instance: MlflowInstance) => MlflowClient;

  constructor(options: {
    access: Access;
    baselines: BaselineStore;
    instances: readonly MlflowInstance[];
    monitors: MonitorStore;
    runs: RunStore;
    createClient: (instance: MlflowInstance) => MlflowClient;
  }) {
    this.#access = options.access;
    this.#baselines = options.baselines;
    this.#instances = options.instances;
    this.#monitors = options.monitors;
    this.#runs = options.runs;
    this.#createClient = options.createClient;
  }

  async listVersions(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<ModelVersions> {
    const entity = await this.#access.getVisible(entityRef, credentials);
    const { registration, instances } = this.#registryOf(entity);
    if (!registration || instances.length === 0) {
      return {
        versions: [],
        failures: [],
        reason: registration
          ? 'The operator has configured no model registry for it (mlflow.instances).'
          : `The entity has no annotation ${PLUMBLINE_ANNOTATIONS.registeredModel}.`,
      };
    }
    const monitors = await this.#listJudged(entityRef);
    const { found, failures } = await askEach(instances, instance =>
      this.#listOf({ instance, model: registration.model, monitors }),
    );
    return {
      versions: found,
      failures,
      reason:
        found.length === 0 && failures.length === 0
          ? `The registry has no version of ${registration.model}.`
          : undefined,
    };
  }

  /** When the versions of a model were registered, asked of its registries. */
  async listTimes(entity: Entity): Promise<VersionTimes> {
    const { registration, instances } = this.#registryOf(entity);
    if (!registration) {
      return { versions: [], failures: [] };
    }
    const { found, failures } = await askEach(instances, async instance => {
      const versions = await this.#createClient(instance).listVersions(
        registration.model,
        { signal: AbortSignal.timeout(MARKS_TIMEOUT_MS) },
      );
      return versions.flatMap(({ version, creation_timestamp: createdAt }) =>
        createdAt === undefined ? [] : { version, createdAt },
      );
    });
    return { versions: found, failures };
  }

  /** What the version in use takes and answers; `undefined` when it does not say. */
  async findInterface(entity: Entity): Promise<ModelInterface | undefined> {
    const { registration, instances } = this.#registryOf(entity);
    if (!registration || instances.length === 0) {
      return undefined;
    }
    const client = this.#createClient(instances[0]);
    const signal = AbortSignal.timeout(INTERFACE_TIMEOUT_MS);
    const versions = await client.listVersions(registration.model, { signal });
    const inUse =
      versions.find(({ aliases }) => aliases.includes(IN_USE)) ?? versions[0];
    return (
      inUse && client.findModelInterface(inUse.name, inUse.version, { signal })
    );
  }

  #registryOf(entity: Entity) {
    const registration = registrationOf(entity);
    const instances = this.#instances.filter(
      ({ name }) =>
        registration?.instance === undefined || registration.instance === name,
    );
    return { registration, instances };
  }

  async #listJudged(entityRef: string): Promise<JudgedMonitor[]> {
    const monitors = await this.#monitors.listOfEntities([entityRef]);
    return Promise.all(
      monitors.map(async ({ id }) => ({
        id,
        baselines: await this.#baselines.list({
          monitorId: id,
          limit: MAX_BASELINES,
        }),
        runs: await this.#runs.list({ monitorId: id, limit: MAX_RUNS }),
      })),
    );
  }

  async #listOf(options: {
    instance: MlflowInstance;
    model: string;
    monitors: readonly JudgedMonitor[];
  }): Promise<ModelVersion[]> {
    const { instance, model, monitors } = options;
    const client = this.#createClient(instance);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const versions = (await client.listVersions(model, { signal })).slice(
      0,
      MAX_VERSIONS,
    );
    return Promise.all(
      versions.map(async version => {
        const run = version.run_id
          ? await client
              .getRun(version.run_id, { signal })
              .catch(() => undefined)
          : undefined;
        return {
          instance: instance.name,
          model: version.name,
          version: version.version,
          aliases: version.aliases,
          status: version.status ?? 'READY',
          createdAt: version.creation_timestamp,
          runId: version.run_id,
          url: `${instance.url}/#/models/${encodeURIComponent(version.name)}/versions/${encodeURIComponent(version.version)}`,
          description: version.description,
          metrics: Object.fromEntries(
            (run?.data.metrics ?? [])
              .filter(({ value }) => Number.isFinite(value))
              .map(({ key, value }) => [key, value]),
          ),
          parameters: run?.data.params ?? {},
          drift: version.run_id
            ? findVersionDrift(
                { instance: instance.name, runId: version.run_id },
                monitors,
              )
            : undefined,
        };
      }),
    );
  }
}
