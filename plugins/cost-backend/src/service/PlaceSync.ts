import { CatalogPlace } from '../domain/CatalogPlace';
import { EntityPlaces } from '../store/EntityPlaces';
import { CatalogReader } from './CatalogReader';

function isSame(one: CatalogPlace, other: CatalogPlace): boolean {
  return (
    one.ownerRef === other.ownerRef &&
    one.systemRef === other.systemRef &&
    one.domainRef === other.domainRef
  );
}

/**
 * Follows entities that got another owner, system or domain: the cost of a team
 * is that of what it owns now. Of entities that the catalog has no more, what
 * was known stays.
 */
export class PlaceSync {
  readonly #catalog: CatalogReader;
  readonly #places: EntityPlaces;

  constructor(options: { catalog: CatalogReader; places: EntityPlaces }) {
    this.#catalog = options.catalog;
    this.#places = options.places;
  }

  async sync(signal: AbortSignal): Promise<void> {
    const known = await this.#places.list();
    if (known.length === 0) {
      return;
    }
    const { places } = await this.#catalog.read(signal);
    await this.#places.place(
      known.flatMap(before => {
        const now = places.get(before.entityRef);
        return now && !isSame(now, before) ? [now] : [];
      }),
    );
  }
}
