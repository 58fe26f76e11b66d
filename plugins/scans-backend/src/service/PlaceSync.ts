import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Entity } from '@backstage/catalog-model';
import { DecisionCarrier } from '../store/DecisionCarrier';
import { EntityStore } from '../store/EntityStore';
import { placeInCatalog } from './placeInCatalog';

const BATCH = 200;

/**
 * Follows entities that got another owner, system or domain: lists of a team
 * are of what it owns now, and what was decided for a system holds for what is
 * part of it now.
 */
export class PlaceSync {
  readonly #auth: AuthService;
  readonly #carrier: DecisionCarrier;
  readonly #catalog: CatalogService;
  readonly #entities: EntityStore;

  constructor(options: {
    auth: AuthService;
    carrier: DecisionCarrier;
    catalog: CatalogService;
    entities: EntityStore;
  }) {
    this.#auth = options.auth;
    this.#carrier = options.carrier;
    this.#catalog = options.catalog;
    this.#entities = options.entities;
  }

  async sync(signal: AbortSignal): Promise<void> {
    const known = await this.#entities.listPlaces();
    const byRef = new Map(known.map(place => [place.entityRef, place]));
    const moved = new Set<string>();
    const systems = new Set<string>();
    const refs = [...byRef.keys()];
    for (let start = 0; start < refs.length; start += BATCH) {
      signal.throwIfAborted();
      for (const [ref, entity] of await this.#read(
        refs.slice(start, start + BATCH),
      )) {
        const now = placeInCatalog(ref, entity);
        const before = byRef.get(ref)!;
        if (now.systemRef) {
          systems.add(now.systemRef);
        }
        if (
          now.ownerRef !== before.ownerRef ||
          now.systemRef !== before.systemRef ||
          now.domainRef !== before.domainRef
        ) {
          await this.#entities.place(now);
          moved.add(ref);
        }
      }
    }
    const domains = await this.#entities.listSystems();
    const systemRefs = [...systems];
    for (let start = 0; start < systemRefs.length; start += BATCH) {
      signal.throwIfAborted();
      for (const [ref, system] of await this.#read(
        systemRefs.slice(start, start + BATCH),
      )) {
        const { domainRef } = placeInCatalog(ref, system);
        if (!domains.has(ref) || domains.get(ref) !== domainRef) {
          await this.#entities.placeSystem(ref, domainRef);
          for (const inside of await this.#entities.listRefsOfSystem(ref)) {
            moved.add(inside);
          }
        }
      }
    }
    for (const ref of moved) {
      signal.throwIfAborted();
      await this.#carrier.decideEntity(ref);
    }
  }

  /** What the catalog says of those that it has; of others what is known stays. */
  async #read(entityRefs: string[]): Promise<[string, Entity][]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.flatMap((entity, index): [string, Entity][] =>
      entity ? [[entityRefs[index], entity]] : [],
    );
  }
}
