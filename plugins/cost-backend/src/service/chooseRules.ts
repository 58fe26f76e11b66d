import {
  AttributionRule,
  CatalogRules,
  readEntityRef,
  rulesFromCatalog,
} from '@plumbline/backstage-plugin-cost-formats';
import { CatalogSnapshot } from './CatalogReader';

/** By which rules costs are booked, and what they depend on. */
export interface ChosenRules {
  rules: readonly AttributionRule[];
  /** Where rows name their entity themselves it must be one of these. */
  knownEntities?: ReadonlySet<string>;
  /** Absent where the operator wrote the rules. */
  catalog?: CatalogRules;
}

/** The operator's rules, or those that the catalog makes where there are none. */
export function chooseRules(
  configured: readonly AttributionRule[] | undefined,
  { entities }: CatalogSnapshot,
): ChosenRules {
  // What no cost can be booked to, such as a location with a long name, claims nothing
  const bookable = entities.filter(
    ({ entityRef }) => readEntityRef(entityRef) !== undefined,
  );
  const catalog = configured ? undefined : rulesFromCatalog(bookable);
  const rules = configured ?? catalog?.rules ?? [];
  return {
    rules,
    catalog,
    knownEntities: rules.some(({ entityFrom }) => entityFrom)
      ? new Set(bookable.map(({ entityRef }) => entityRef))
      : undefined,
  };
}
