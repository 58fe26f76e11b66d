import { parseEntityRef } from '@backstage/catalog-model';
import type { CostApi } from '@plumbline/backstage-plugin-cost';
import { formatDay } from '@plumbline/backstage-plugin-kit-react';
import type { Need } from './findNeeds';

type Summary = Awaited<ReturnType<CostApi['getSummary']>>;
type CurrencyCost = Summary['currencies'][number];
type Unusual = CurrencyCost['unusual'][number];
type Source = Awaited<ReturnType<CostApi['getOverview']>>['sources'][number];

/** What is known of the costs of somebody's teams. */
export interface Costs {
  /** Of the teams themselves. */
  teams: Summary[];
  /** Of what they own, where a budget is in danger. */
  flagged: Summary[];
  /** Empty for who could not do anything about them. */
  sources: Source[];
}

/** A day that nobody has come back to for this long is history, not work. */
const RECENT_MS = 7 * 24 * 60 * 60 * 1000;
/** The import log has the rest. */
const LONGEST_MESSAGE = 120;
const IMPORTS = '/cost?view=imports';

function subjectOf(entityRef: string) {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return { title: name, href: `/catalog/${namespace}/${kind}/${name}/cost` };
}

function roughly(amount: string, currency: string): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
    // Intl takes the decimal itself
  }).format(amount.replace(/^-/, '') as `${number}`);
}

function describeBudget({ budget, forecast, currency }: CurrencyCost): string {
  const { status, amount, spent, period } = budget!;
  const limit = `the budget of ${roughly(amount, budget!.currency)} per ${period}`;
  if (status === 'critical' || !forecast || period !== 'month') {
    return spent === null
      ? `${limit} is in danger`
      : `${roughly(spent, budget!.currency)} of ${limit} is spent`;
  }
  return `${roughly(forecast.amount, currency)} is expected of ${limit}`;
}

function findBudgetNeeds({ entityRef, currencies }: Summary): Need[] {
  return currencies.flatMap((cost): Need[] => {
    const status = cost.budget?.status;
    return status === 'critical' || status === 'warn'
      ? [
          {
            id: `${entityRef} budget ${cost.currency}`,
            status,
            subject: subjectOf(entityRef),
            what: `cost: ${describeBudget(cost)}`,
          },
        ]
      : [];
  });
}

function describeUnusual(unusual: Unusual, currency: string): string {
  const { day, lastDay, actual, expected, contributors } = unusual;
  const [entity] = contributors.filter(
    ({ dimension }) => dimension === 'entity',
  );
  // Only told roughly here; the page that it leads to is exact
  const change = Number(actual) - Number(expected);
  const days =
    lastDay && lastDay !== day
      ? `from ${formatDay(day)} to ${formatDay(lastDay)}`
      : `on ${formatDay(day)}`;
  const because =
    entity && entity.key !== '(none)'
      ? `, mostly ${parseEntityRef(entity.key).name}`
      : '';
  return `${roughly(String(Math.abs(change)), currency)} ${change < 0 ? 'less' : 'more'} than usual ${days}${because}`;
}

function findUnusualNeeds(
  { entityRef, currencies }: Summary,
  now: Date,
): Need[] {
  return currencies.flatMap(({ currency, unusual }) =>
    unusual
      .filter(
        ({ day, lastDay }) =>
          now.getTime() - Date.parse(lastDay ?? day) < RECENT_MS,
      )
      .map((one): Need => ({
        id: `${entityRef} unusual ${currency} ${one.day}`,
        status: 'warn',
        subject: subjectOf(entityRef),
        what: `cost: ${describeUnusual(one, currency)}`,
        since: `${one.day}T00:00:00.000Z`,
      })),
  );
}

function shorten(message: string): string {
  return message.length > LONGEST_MESSAGE
    ? `${message.slice(0, LONGEST_MESSAGE)}…`
    : message;
}

function findSourceNeeds({
  source,
  title,
  state,
  isLeft,
  lastDay,
  message,
}: Source): Need[] {
  // What was taken out of the configuration may count on purpose
  if (state === 'ok' || isLeft) {
    return [];
  }
  const known = lastDay
    ? `known until ${formatDay(lastDay)}`
    : 'no day is known';
  const words = {
    failed: `could not be read${message ? `: ${shorten(message)}` : ''}; ${known}`,
    stale: `is stale, ${known}`,
    never: 'was never read',
  };
  return [
    {
      id: `${source} cost source`,
      status: state === 'failed' ? 'critical' : 'warn',
      subject: { title, href: IMPORTS },
      what: `cost: the source ${words[state]}`,
    },
  ];
}

/** What waits for somebody in the costs of their teams. */
export function findCostNeeds(costs: Costs, now: Date): Need[] {
  return [
    ...[...costs.teams, ...costs.flagged].flatMap(findBudgetNeeds),
    ...costs.teams.flatMap(summary => findUnusualNeeds(summary, now)),
    ...costs.sources.flatMap(findSourceNeeds),
  ];
}
