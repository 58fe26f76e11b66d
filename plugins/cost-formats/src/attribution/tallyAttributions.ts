import { Attribution } from './compileRules';
import { NearMiss } from './entityFromRow';

/** Values of tags come from outside: there may be millions. */
const MAX_REMEMBERED = 1_000;

/** What an operator should look at after rules were applied. @public */
export interface AttributionTally {
  /** Most rows first. */
  nearMisses: ReadonlyArray<NearMiss & { rows: number }>;
  /** Cost that several entities claim, most rows first. */
  ambiguous: ReadonlyArray<{
    rule: string;
    entities: readonly string[];
    rows: number;
  }>;
  /** Rows whose near miss or ambiguity is not listed, because there are too many different ones. */
  unlistedRows: number;
}

/**
 * Counts the rows that were nearly booked and those that several entities claim.
 *
 * @public
 */
export function tallyAttributions(
  attributed: Iterable<{ attribution: Attribution; fact: { rows: number } }>,
): AttributionTally {
  const nearMisses = new Map<string, number>();
  const ambiguous = new Map<string, number>();
  let unlistedRows = 0;

  function count(counts: Map<string, number>, found: unknown, rows: number) {
    const key = JSON.stringify(found);
    const known = counts.get(key);
    if (known === undefined && counts.size >= MAX_REMEMBERED) {
      unlistedRows += rows;
    } else {
      counts.set(key, (known ?? 0) + rows);
    }
  }

  function list<Found>(counts: ReadonlyMap<string, number>) {
    return [...counts]
      .sort(
        ([oneKey, one], [otherKey, other]) =>
          other - one || (oneKey < otherKey ? -1 : 1),
      )
      .map(([key, rows]) => ({ ...(JSON.parse(key) as Found), rows }));
  }

  for (const { attribution, fact } of attributed) {
    for (const { rule, value, reason } of attribution.nearMisses ?? []) {
      count(nearMisses, { rule, value, reason }, fact.rows);
    }
    const { rule, claimedBy } = attribution;
    if (rule !== undefined && claimedBy) {
      count(ambiguous, { rule, entities: claimedBy }, fact.rows);
    }
  }
  return {
    nearMisses: list(nearMisses),
    ambiguous: list(ambiguous),
    unlistedRows,
  };
}
