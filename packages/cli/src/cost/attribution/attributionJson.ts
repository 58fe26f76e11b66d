import {
  type Amount,
  formatAmount,
  type NearMissReason,
} from '@plumbline/backstage-plugin-cost-formats';
import type {
  CurrencyAttribution,
  FinishedAttribution,
} from './AttributionSummary';

/** Near misses that are told one by one. */
const MAX_TOLD = 20;

/** Where the costs of one currency went, as it is printed; null where no row states the metric. */
export interface PrintedAttribution {
  attributed: string | null;
  unattributed: string | null;
  shared?: string | null;
  idle?: string | null;
  /** By id of the rule: what it booked. */
  rules: Record<string, string>;
}

const print = (amount: Amount | undefined) =>
  amount === undefined ? null : formatAmount(amount);

/** Where the costs of one currency went, for a document. */
export function attributionJson(
  attribution: CurrencyAttribution,
): PrintedAttribution {
  const { attributed, unattributed, shared, idle, rules } = attribution;
  return {
    attributed: print(attributed),
    unattributed: print(unattributed),
    ...(shared !== undefined && { shared: print(shared) }),
    ...(idle !== undefined && { idle: print(idle) }),
    rules: Object.fromEntries(
      [...rules]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([rule, amount]) => [rule, formatAmount(amount)]),
    ),
  };
}

const REASONS: Record<NearMissReason, string> = {
  noEntityRef: 'is no entity ref',
  unknownEntity: 'is no entity of the catalog',
  noAlias: 'is none of the values of the rule',
  severalEntities: 'names several entities, so that none gets it',
};

/** What an operator should look at. */
export function attributionWarnings({
  nearMisses,
  unlistedRows,
}: Pick<FinishedAttribution, 'nearMisses' | 'unlistedRows'>): string[] {
  const told = nearMisses
    .slice(0, MAX_TOLD)
    .map(
      ({ rule, value, reason, rows }) =>
        `rule ${rule}: ${JSON.stringify(value)} ${REASONS[reason]} (${rows} ${rows === 1 ? 'row' : 'rows'})`,
    );
  const untold =
    unlistedRows +
    nearMisses.slice(MAX_TOLD).reduce((sum, { rows }) => sum + rows, 0);
  return untold === 0
    ? told
    : [...told, `${untold} more rows have values that name no entity`];
}
