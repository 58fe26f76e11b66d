import {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { MlflowClient } from '@plumbline/backstage-plugin-drift-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { buildModelEntity } from './buildModelEntity';

const { registeredModel, mlflowInstance } = PLUMBLINE_ANNOTATIONS;

/** What a provider works with. */
export interface MlflowEntityProviderOptions {
  client: Pick<MlflowClient, 'name' | 'listModels'>;
  defaultOwner: string;
  isFirstInstance: boolean;
  catalog: Pick<CatalogService, 'getEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  logger: LoggerService;
  taskRunner: SchedulerServiceTaskRunner;
}

/**
 * Keeps one entity for every registered model of one MLflow server. There is
 * a provider for each server, so that one that is down takes nothing away:
 * its models stay as they were, and the others go on.
 */
export class MlflowEntityProvider implements EntityProvider {
  readonly #options: MlflowEntityProviderOptions;

  constructor(options: MlflowEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return `mlflow:${this.#options.client.name}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { taskRunner, logger } = this.#options;
    await taskRunner.run({
      id: `${this.getProviderName()}:import`,
      fn: async signal => {
        try {
          await this.#refresh(connection, signal);
        } catch (error) {
          logger.warn(
            `The models of ${this.getProviderName()} stay as they were: ${
              (error as Error).message
            }`,
          );
        }
      },
    });
  }

  async #refresh(
    connection: EntityProviderConnection,
    signal?: AbortSignal,
  ): Promise<void> {
    const { client, defaultOwner, isFirstInstance, logger } = this.#options;
    const [models, described] = await Promise.all([
      client.listModels({ signal }),
      this.#listDescribed(),
    ]);
    const wanted = models.filter(({ name }) => !described.has(name));
    await connection.applyMutation({
      type: 'full',
      entities: wanted.map(model => ({
        locationKey: this.getProviderName(),
        entity: buildModelEntity({
          instance: client.name,
          model,
          defaultOwner,
          isFirstInstance,
        }),
      })),
    });
    logger.info(
      `${this.getProviderName()}: ${models.length} registered models, ${
        models.length - wanted.length
      } of them described by their teams`,
    );
  }

  /** Registered models that somebody has written an entity for: theirs counts. */
  async #listDescribed(): Promise<Set<string>> {
    const { client, catalog, auth } = this.#options;
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${registeredModel}`]: CATALOG_FILTER_EXISTS,
        },
        fields: ['kind', 'metadata'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const isImported = ({ metadata }: Entity) =>
      metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith('mlflow:');
    const isOfThisServer = ({ metadata }: Entity) =>
      [undefined, client.name].includes(metadata.annotations?.[mlflowInstance]);
    return new Set(
      items
        .filter(entity => !isImported(entity) && isOfThisServer(entity))
        .map(({ metadata }) => metadata.annotations![registeredModel]),
    );
  }
}
