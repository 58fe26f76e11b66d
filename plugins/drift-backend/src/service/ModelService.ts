import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import type {
  ModelVersion,
  ModelVersions,
} from '@plumbline/backstage-plugin-drift-common';
import type {
  MlflowClient,
  MlflowInstance,
} from '@plumbline/backstage-plugin-drift-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { redact } from '../domain/redact';
import { Access } from './Access';

/** Versions that a page compares. */
const MAX_VERSIONS = 50;
const TIMEOUT_MS = 30_000;

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

/** Versions of registered models with their metrics. */
export class ModelService {
  readonly #access: Access;
  readonly #instances: readonly MlflowInstance[];
  readonly #createClient: (instance: MlflowInstance) => MlflowClient;

  constructor(options: {
    access: Access;
    instances: readonly MlflowInstance[];
    createClient: (instance: MlflowInstance) => MlflowClient;
  }) {
    this.#access = options.access;
    this.#instances = options.instances;
    this.#createClient = options.createClient;
  }

  async listVersions(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<ModelVersions> {
    const entity = await this.#access.getVisible(entityRef, credentials);
    const registration = registrationOf(entity);
    const instances = this.#instances.filter(
      ({ name }) =>
        registration?.instance === undefined || registration.instance === name,
    );
    if (!registration || instances.length === 0) {
      return {
        versions: [],
        failures: [],
        reason: registration
          ? 'The operator has configured no model registry for it (mlflow.instances).'
          : `The entity has no annotation ${PLUMBLINE_ANNOTATIONS.registeredModel}.`,
      };
    }
    const failures: ModelVersions['failures'] = [];
    const versions = await Promise.all(
      instances.map(instance =>
        this.#listOf(instance, registration.model).catch(error => {
          failures.push({
            instance: instance.name,
            message: redact((error as Error).message),
          });
          return [];
        }),
      ),
    );
    const found = versions.flat();
    return {
      versions: found,
      failures,
      reason:
        found.length === 0 && failures.length === 0
          ? `The registry has no version of ${registration.model}.`
          : undefined,
    };
  }

  async #listOf(
    instance: MlflowInstance,
    model: string,
  ): Promise<ModelVersion[]> {
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
        };
      }),
    );
  }
}
