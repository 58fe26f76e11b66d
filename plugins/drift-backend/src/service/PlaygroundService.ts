import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  Playground,
  PlaygroundAnswer,
} from '@plumbline/backstage-plugin-drift-common';
import { PlaygroundEndpoint } from '../config';
import { checkInputs, proposeInputs } from '../domain/playgroundInputs';
import { BaselineColumn } from '../domain/records';
import { askModelServer } from '../sources/askModelServer';
import { BaselineStore } from '../store/BaselineStore';
import { MonitorStore } from '../store/MonitorStore';
import { Access } from './Access';
import { ModelService } from './ModelService';

/** Lets people of the owning team try a model. */
export class PlaygroundService {
  readonly #access: Access;
  readonly #baselines: BaselineStore;
  readonly #endpoints: readonly PlaygroundEndpoint[];
  readonly #models: Pick<ModelService, 'findInterface'>;
  readonly #monitors: MonitorStore;
  readonly #now: () => number;

  constructor(options: {
    access: Access;
    baselines: BaselineStore;
    endpoints: readonly PlaygroundEndpoint[];
    models: Pick<ModelService, 'findInterface'>;
    monitors: MonitorStore;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#baselines = options.baselines;
    this.#endpoints = options.endpoints;
    this.#models = options.models;
    this.#monitors = options.monitors;
    this.#now = options.now ?? Date.now;
  }

  async describe(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Playground> {
    const entity = await this.#access.getVisible(entityRef, credentials);
    const endpoints = this.#endpointsOf(entityRef);
    if (endpoints.length === 0) {
      return {
        endpoints: [],
        inputs: [],
        reason:
          'The operator has allowed no model server for it (drift.playground).',
      };
    }
    if (!(await this.#access.canOperate(entityRef, entity, credentials))) {
      return {
        endpoints: [],
        inputs: [],
        reason: 'Only members of the owning team may ask its model server.',
      };
    }
    return {
      endpoints: endpoints.map(({ name, title }) => ({ name, title })),
      inputs: proposeInputs({
        columns: await this.#columnsOf(entityRef),
        // The baseline names the inputs as well, so a silent registry costs only precision
        signature: await this.#models
          .findInterface(entity)
          .catch(() => undefined),
      }),
    };
  }

  async ask(
    request: {
      entityRef: string;
      endpoint: string;
      inputs: Record<string, string | number | boolean | null>;
    },
    credentials: BackstageCredentials,
  ): Promise<PlaygroundAnswer> {
    const { entityRef, inputs } = request;
    await this.#access.getOperable(entityRef, credentials);
    const endpoint = this.#endpointsOf(entityRef).find(
      ({ name }) => name === request.endpoint,
    );
    if (!endpoint) {
      throw new NotFoundError(
        `${entityRef} has no model server "${request.endpoint}" that the operator allowed`,
      );
    }
    const startedMs = this.#now();
    const answer = await askModelServer(endpoint, inputs).catch(error => {
      throw new ServiceUnavailableError(error.message);
    });
    return {
      latencyMs: this.#now() - startedMs,
      ...answer,
      outOfRange: checkInputs(await this.#columnsOf(entityRef), inputs),
    };
  }

  #endpointsOf(entityRef: string): PlaygroundEndpoint[] {
    return this.#endpoints.filter(({ entities }) =>
      entities.includes(entityRef),
    );
  }

  /** Columns of the baseline of the first monitor that has one. */
  async #columnsOf(entityRef: string): Promise<BaselineColumn[]> {
    for (const monitor of await this.#monitors.listOfEntities([entityRef])) {
      const baseline = await this.#baselines.getActive(monitor.id);
      if (baseline) {
        return baseline.columns;
      }
    }
    return [];
  }
}
