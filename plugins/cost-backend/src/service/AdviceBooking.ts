import {
  AttributionRule,
  compileRules,
  CostSubject,
} from '@plumbline/backstage-plugin-cost-formats';
import { CatalogPlace } from '../domain/CatalogPlace';
import { AdviceStore } from '../store/AdviceStore';
import { CatalogReader } from './CatalogReader';
import { chooseRules } from './chooseRules';

/** Books advice to entities, as costs are booked. */
export class AdviceBooking {
  readonly #catalog: CatalogReader;
  readonly #rules: Parameters<typeof chooseRules>[0];
  readonly #store: AdviceStore;

  constructor(options: {
    catalog: CatalogReader;
    hasCatalogRulesLast: boolean;
    rules?: readonly AttributionRule[];
    store: AdviceStore;
  }) {
    const { catalog, hasCatalogRulesLast, rules, store } = options;
    this.#catalog = catalog;
    this.#rules = { rules, hasCatalogRulesLast };
    this.#store = store;
  }

  /** By which rules advice is booked now, and where their entities stand. */
  async readRules(signal: AbortSignal): Promise<{
    entityOf: (subject: CostSubject) => string | undefined;
    placeOf: (entityRef: string) => CatalogPlace | undefined;
  }> {
    const catalog = await this.#catalog.read(signal);
    const chosen = chooseRules(this.#rules, catalog);
    const attribute = compileRules(chosen.rules, chosen);
    return {
      entityOf: subject => attribute(subject).entity,
      placeOf: entityRef => catalog.places.get(entityRef),
    };
  }

  /** Books anew what is stored: the catalog changes more often than usage is read. */
  async rebook(signal: AbortSignal): Promise<void> {
    if (await this.#store.hasAdvice()) {
      await this.#store.rebook({ ...(await this.readRules(signal)), signal });
    }
  }
}
