import type { CostChange } from '@plumbline/backstage-plugin-cost-common';
import {
  Amount,
  COST_METRICS,
  CostAmounts,
} from '@plumbline/backstage-plugin-cost-formats';
import { addDays, dayOf, daysOfMonth } from './days';

/** What entities cost in months; by month, currency and entity, which is empty for what is nobody's. */
export type MonthFigures = ReadonlyMap<string, MonthFigure>;

/** What an entity cost in a month. */
export interface MonthFigure {
  month: string;
  currency: string;
  entityRef: string;
  amounts: CostAmounts;
}

/** A figure that became another. */
export interface FigureDifference extends Omit<MonthFigure, 'amounts'> {
  before: CostAmounts;
  after: CostAmounts;
}

/** A month may be restated for so many days after its last one until it counts as closed. */
const SETTLING_DAYS = 3;

/** By what one tells why figures became others. */
export interface ReadState {
  files?: string;
  rules?: string;
}

/** Why reading a source gives other figures; both where that cannot be told. */
export function findCause(
  before: ReadState,
  now: ReadState,
): CostChange['cause'] {
  const areFilesSame = now.files !== undefined && before.files === now.files;
  const areRulesSame = now.rules !== undefined && before.rules === now.rules;
  if (areFilesSame === areRulesSame) {
    return 'both';
  }
  return areFilesSame ? 'rules' : 'files';
}

/**
 * Whether a bill of a month was complete when its source was read: what it
 * gains until then is growth, and no change.
 *
 * @param read - the last day that was known, and when that was
 */
export function isMonthClosed(
  month: string,
  read: { lastDay: string; at: string },
): boolean {
  const today = dayOf(Date.parse(read.at));
  const last = read.lastDay < today ? read.lastDay : today;
  return daysOfMonth(month).end < addDays(last, -SETTLING_DAYS);
}

/** How much one is more or less than the other; nothing stated is nothing. */
export function differenceOf(
  before: Amount | undefined,
  after: Amount | undefined,
): Amount {
  return (after ?? 0n) - (before ?? 0n);
}

/** Figures of which any metric became another. */
export function findFigureDifferences(
  before: MonthFigures,
  after: MonthFigures,
): FigureDifference[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].sort().flatMap(key => {
    const [old, now] = [before.get(key), after.get(key)];
    const { month, currency, entityRef } = (old ?? now)!;
    const sides = { before: old?.amounts ?? {}, after: now?.amounts ?? {} };
    return COST_METRICS.some(
      metric => differenceOf(sides.before[metric], sides.after[metric]) !== 0n,
    )
      ? { month, currency, entityRef, ...sides }
      : [];
  });
}
