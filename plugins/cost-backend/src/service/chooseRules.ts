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
  /** Absent where only the operator's rules count. */
  catalog?: CatalogRules;
}

/** The operator's rules, or those that the catalog makes where there are none; both, where the operator wants those last. */
export function chooseRules(
  settings: {
    rules?: readonly AttributionRule[];
    hasCatalogRulesLast: boolean;
  },
  { entities }: CatalogSnapshot,
): ChosenRules {
  const { rules: configured, hasCatalogRulesLast } = settings;
  // What no cost can be booked to, such as a location with a long name, claims nothing
  const bookable = entities.filter(
    ({ entityRef }) => readEntityRef(entityRef) !== undefined,
  );
  const catalog =
    configured && !hasCatalogRulesLast ? undefined : rulesFromCatalog(bookable);
  const rules = [...(configured ?? []), ...(catalog?.rules ?? [])];
  return {
    rules,
    catalog,
    knownEntities: rules.some(({ entityFrom }) => entityFrom)
      ? new Set(bookable.map(({ entityRef }) => entityRef))
      : undefined,
  };
}
