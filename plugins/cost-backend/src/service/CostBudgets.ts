import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Budget, parseBudget } from '@plumbline/backstage-plugin-cost-formats';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { ScopedBudget } from '../config';

const MAX_ENTITIES = 2_000;

/** The budgets of an entity, or why what it says is none. */
export interface EntityBudgets {
  budgets: readonly Budget[];
  problem?: string;
}

/** Says which budgets entities have: their own, or those of the configuration. */
export class CostBudgets {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #configured: readonly ScopedBudget[];

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    budgets: readonly ScopedBudget[];
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#configured = options.budgets;
  }

  of(entityRef: string, entity: Entity | undefined): EntityBudgets {
    const name = PLUMBLINE_ANNOTATIONS.budget;
    const own = entity?.metadata.annotations?.[name];
    if (own !== undefined) {
      try {
        return { budgets: [parseBudget(own, name)] };
      } catch (error) {
        return { budgets: [], problem: (error as Error).message };
      }
    }
    return {
      budgets: this.#configured.filter(({ scope }) => scope === entityRef),
    };
  }

  /** Every entity that has budgets, by its ref. */
  async listAll(): Promise<Map<string, EntityBudgets>> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          [`metadata.annotations.${PLUMBLINE_ANNOTATIONS.budget}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
        limit: MAX_ENTITIES,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const entities = new Map<string, Entity | undefined>(
      this.#configured.map(({ scope }) => [scope, undefined]),
    );
    for (const entity of items) {
      entities.set(stringifyEntityRef(entity), entity);
    }
    return new Map(
      [...entities].map(([ref, entity]) => [ref, this.of(ref, entity)]),
    );
  }
}
