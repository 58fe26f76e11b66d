import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AnnotatedEntity } from '@plumbline/backstage-plugin-cost-formats';
import { ownersOf } from '@plumbline/backstage-plugin-kit-node';
import { CatalogPlace } from '../domain/CatalogPlace';

const PAGE = 500;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'relations',
];

/** The catalog as far as costs need it, at one moment. */
export interface CatalogSnapshot {
  /** By ref, ascending. */
  entities: readonly AnnotatedEntity[];
  places: ReadonlyMap<string, CatalogPlace>;
}

function partOf(entity: Entity, kind: string): string | undefined {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_PART_OF)
    .map(({ targetRef }) => targetRef)
    .find(ref => parseEntityRef(ref).kind.toLowerCase() === kind);
}

/** Reads the whole catalog, as the plugin itself. */
export class CatalogReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** How many entities there are. */
  async count(): Promise<number> {
    const { totalItems } = await this.#catalog.queryEntities(
      { limit: 1, fields: ['kind'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return totalItems;
  }

  async read(signal: AbortSignal): Promise<CatalogSnapshot> {
    const entities: AnnotatedEntity[] = [];
    const places = new Map<string, CatalogPlace>();
    const pages = this.#catalog.streamEntities(
      { fields: FIELDS, pageSize: PAGE },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      signal.throwIfAborted();
      for (const entity of page) {
        const entityRef = stringifyEntityRef(entity);
        const { annotations = {} } = entity.metadata;
        entities.push({ entityRef, annotations });
        places.set(entityRef, {
          entityRef,
          ownerRef: ownersOf(entity)[0],
          systemRef:
            entity.kind.toLowerCase() === 'system'
              ? entityRef
              : partOf(entity, 'system'),
          domainRef:
            entity.kind.toLowerCase() === 'domain'
              ? entityRef
              : partOf(entity, 'domain'),
        });
      }
    }
    // What is part of a system is part of its domain
    for (const place of places.values()) {
      const system = place.systemRef && places.get(place.systemRef);
      place.domainRef ??= system ? system.domainRef : undefined;
    }
    entities.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    return { entities, places };
  }
}
