import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ownersOf } from '@plumbline/backstage-plugin-kit-node';
import { ExpectedToBeScanned } from '../readExpected';
import { EntityStore } from '../store/EntityStore';
import { Access } from './Access';

/** More than a page of an overview can show. */
const MAX_ENTITIES = 2000;

/** Says which entities an overview is about: what should be scanned, and what was. */
export class OverviewEntities {
  readonly #access: Access;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #entities: EntityStore;
  readonly #expected: readonly ExpectedToBeScanned[];

  constructor(options: {
    access: Access;
    auth: AuthService;
    catalog: CatalogService;
    entities: EntityStore;
    expected: readonly ExpectedToBeScanned[];
  }) {
    this.#access = options.access;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#entities = options.entities;
    this.#expected = options.expected;
  }

  /** By ref, those of some owners or every one that the caller sees; what is expected and was never scanned among them. */
  async list(
    owners: readonly string[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<{ entities: Map<string, Entity>; isComplete: boolean }> {
    const expected = await this.#listExpected(owners, credentials);
    const entities = new Map(
      expected.map(entity => [stringifyEntityRef(entity), entity]),
    );
    // Nobody expected it, and yet somebody scans it
    const scanned = await this.#entities.listScannedRefs(owners);
    const others = await this.#access.findSummarised(
      scanned.filter(ref => !entities.has(ref)),
      credentials,
    );
    for (const [ref, entity] of others) {
      if (!owners || ownersOf(entity).some(owner => owners.includes(owner))) {
        entities.set(ref, entity);
      }
    }
    return {
      entities: new Map([...entities].slice(0, MAX_ENTITIES)),
      isComplete: entities.size <= MAX_ENTITIES,
    };
  }

  async #listExpected(
    owners: readonly string[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    if (this.#expected.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.queryEntities(
      {
        filter: this.#expected.map(({ kind, types }) => ({
          kind,
          ...(types ? { 'spec.type': [...types] } : {}),
          ...(owners ? { 'relations.ownedBy': [...owners] } : {}),
        })),
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: MAX_ENTITIES + 1,
      },
      {
        credentials: this.#auth.isPrincipal(credentials, 'service')
          ? await this.#auth.getOwnServiceCredentials()
          : credentials,
      },
    );
    return items;
  }
}
