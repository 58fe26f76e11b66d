import {
  Amount,
  CostAnomaly,
  Contributor,
  CostFact,
  CostMetric,
  findAnomalies,
  findContributors,
  formatAmount,
  NONE,
} from '@plumbline/backstage-plugin-cost-formats';
import type { UnusualDay } from '@plumbline/backstage-plugin-cost-common';
import { CostHistory } from './costHistory';
import { addDays, listDays } from './days';

/** How far back one looks for what is unusual. */
const UNUSUAL_DAYS = 35;
/** Days that a month's cost is taken from, to tell what is worth a look. */
const MONTH_DAYS = 28;
/** A difference of less than this part of four weeks' cost, or of one unit of the currency, is not worth a look. */
const MIN_PART = 100n;
const UNIT: Amount = 10n ** 54n;
const REFERENCE_WEEKS = 8;
const MAX_CONTRIBUTORS = 3;

const size = (amount: Amount) => (amount < 0n ? -amount : amount);

function findMinimum(history: CostHistory, until: string): Amount {
  const since = addDays(until, -MONTH_DAYS);
  const spent = history.days.reduce(
    (sum, { day, amount }) =>
      day > since && day <= until ? sum + size(amount) : sum,
    0n,
  );
  const part = spent / MIN_PART;
  return part > UNIT ? part : UNIT;
}

/** What was unusual in the five weeks until a day, the newest first. */
export function findUnusual(options: {
  history: CostHistory;
  until: string;
  currency: string;
}): CostAnomaly[] {
  const { history, until, currency } = options;
  const { closedThrough } = history;
  if (closedThrough === undefined) {
    return [];
  }
  const since = addDays(until, -UNUSUAL_DAYS);
  return findAnomalies({
    days: history.days,
    closedThrough: closedThrough < until ? closedThrough : until,
    backfilled: history.partial,
    minimum: findMinimum(history, until),
    currency,
  })
    .filter(({ firstDay, lastDay }) => lastDay > since && firstDay <= until)
    .reverse();
}

/** What was unusual for once says nothing of the days to come. */
export function leaveOutUnusual(
  history: CostHistory,
  anomalies: readonly CostAnomaly[],
): CostHistory {
  const unusual = anomalies
    .filter(({ kind }) => kind === 'unusual')
    .flatMap(({ firstDay, lastDay }) => listDays(firstDay, lastDay));
  return { ...history, leftOut: new Set([...history.leftOut, ...unusual]) };
}

/** The same weekday of the weeks before, as far as it is known whole. */
export function referenceDaysOf(day: string, history: CostHistory): string[] {
  const known = new Set(history.days.map(cost => cost.day));
  return Array.from({ length: REFERENCE_WEEKS }, (_, week) =>
    addDays(day, -7 * (week + 1)),
  ).filter(
    reference => known.has(reference) && !history.partial.has(reference),
  );
}

/** What is left of a row of an entity that is not to be named. */
export function withoutNames(fact: CostFact): CostFact {
  const subject = { ...fact.subject };
  for (const name of ['resourceId', 'namespace', 'workload'] as const) {
    delete subject[name];
  }
  return { ...fact, subject };
}

/** An unusual day with the rows behind it. */
export function describeUnusual(options: {
  anomaly: CostAnomaly;
  history: CostHistory;
  /** Of its first day and of the days that it is compared with, each with its entity as the resource. */
  facts: readonly CostFact[];
  metric: CostMetric;
  /** Whether costs of several entities are added up, so that they tell something. */
  hasMembers: boolean;
}): UnusualDay {
  const { anomaly, history, facts, metric, hasMembers } = options;
  const { firstDay, lastDay, direction, actual, expected, kind } = anomaly;
  const question = {
    day: firstDay,
    referenceDays: referenceDaysOf(firstDay, history),
    direction,
    metric,
    limit: MAX_CONTRIBUTORS,
  };
  const byWorkload = facts.map(fact => ({
    ...fact,
    subject: { ...fact.subject, resourceId: undefined },
  }));
  const told = (dimension: string, contributor: Contributor) => ({
    dimension,
    key: contributor.key,
    change: contributor.delta,
  });
  const contributors = [
    ...(hasMembers
      ? findContributors(facts, question)
          .filter(
            ({ dimension, key }) => dimension === 'resource' && key !== NONE,
          )
          .map(contributor => told('entity', contributor))
      : []),
    ...findContributors(byWorkload, question)
      // Nothing is said by rows that do not say it
      .filter(({ dimension, key }) => dimension !== 'resource' || key !== NONE)
      .map(contributor => told(contributor.dimension, contributor)),
  ].sort((a, b) => {
    const [first, second] = [size(a.change), size(b.change)];
    if (first === second) {
      return 0;
    }
    return first > second ? -1 : 1;
  });
  return {
    day: firstDay,
    ...(lastDay > firstDay ? { lastDay } : {}),
    actual: formatAmount(actual),
    expected: formatAmount(expected),
    isNewLevel: kind === 'new level',
    contributors: contributors.map(({ change, ...rest }) => ({
      ...rest,
      change: formatAmount(change),
    })),
  };
}
