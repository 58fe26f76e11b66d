import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CostReaderPlaces } from '../store/CostReaderPlaces';

/** More levels than these, or groups on one of them, are a mistake. */
const MAX_LEVELS = 10;
const MAX_GROUPS = 1_000;

/** Says whose costs are added up for an entity. */
export class CostMembers {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #places: CostReaderPlaces;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    places: CostReaderPlaces;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#places = options.places;
  }

  /** The entity itself; for a group what it and its child groups own, for a system or a domain what is part of it. */
  async list(entityRef: string): Promise<string[]> {
    switch (parseEntityRef(entityRef).kind) {
      case 'group':
        return this.#listOwned(await this.#withChildren(entityRef));
      case 'user':
        return this.#listOwned([entityRef]);
      case 'system':
        return this.#withItself(entityRef, 'system_ref');
      case 'domain':
        return this.#withItself(entityRef, 'domain_ref');
      default:
        return [entityRef];
    }
  }

  async #listOwned(owners: readonly string[]): Promise<string[]> {
    const owned = await this.#places.listMembers('owner_ref', owners);
    const themselves = await this.#places.listKnown(owners);
    return [...new Set([...themselves, ...owned])];
  }

  async #withItself(
    entityRef: string,
    of: 'system_ref' | 'domain_ref',
  ): Promise<string[]> {
    const parts = await this.#places.listMembers(of, [entityRef]);
    const itself = await this.#places.listKnown([entityRef]);
    return [...new Set([...itself, ...parts])];
  }

  /**
   * A child is a group that itself says so: otherwise whoever writes a group
   * could read what others cost by naming them as its children.
   */
  async #withChildren(groupRef: string): Promise<string[]> {
    const known = new Set([groupRef]);
    let level: readonly string[] = [groupRef];
    for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth += 1) {
      const children = await this.#listChildren(level);
      level = children.filter(ref => !known.has(ref));
      level.forEach(ref => known.add(ref));
    }
    return [...known];
  }

  async #listChildren(parents: readonly string[]): Promise<string[]> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: 'group',
          [`relations.${RELATION_CHILD_OF}`]: [...parents],
        },
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'spec.parent'],
        limit: MAX_GROUPS,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items
      .filter(group => parents.includes(parentOf(group) ?? ''))
      .map(group => stringifyEntityRef(group));
  }
}

function parentOf(group: Entity): string | undefined {
  const parent = group.spec?.parent;
  if (typeof parent !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(parent, {
        defaultKind: 'group',
        defaultNamespace: group.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
