import type {
  CostGroup,
  CostSourceHealth,
  CostSummaryAnswer,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { printable } from '../printable';

const KEY_LENGTH = 120;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What it is now less what it was, with its sign; exact. */
function change(amount: string, previous: string | null): string {
  if (previous === null) {
    return 'nothing known before';
  }
  const difference = (readAmount(amount) ?? 0n) - (readAmount(previous) ?? 0n);
  return `${difference > 0n ? '+' : ''}${formatAmount(difference)}`;
}

/** Hours up to two days, then days. */
function age(now: Date, time: string): string {
  const milliseconds = Math.max(now.getTime() - Date.parse(time), 0);
  const [count, unit] =
    milliseconds < 2 * DAY_MS
      ? [Math.floor(milliseconds / HOUR_MS), 'hour']
      : [Math.floor(milliseconds / DAY_MS), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function partLines({ parts }: CurrencyCost, by: CostGroup): string[] {
  const magnitude = (amount: string) => Math.abs(Number(amount));
  return parts.length === 0
    ? []
    : [
        `  by ${by}:`,
        ...parts
          .toSorted((a, b) => magnitude(b.amount) - magnitude(a.amount))
          .map(
            ({ key, amount, previous }) =>
              `    ${amount}  ${printable(key, KEY_LENGTH)}  (${change(amount, previous)})`,
          ),
      ];
}

function currencyLines(cost: CurrencyCost, by: CostGroup): string[] {
  const { currency, amount, forecast, noForecast, budget, unusual } = cost;
  return [
    `${currency} ${amount}: direct ${cost.direct}, idle ${cost.idle}, shared ${cost.shared}`,
    `  against the same days of the month before: ${change(amount, cost.previousSameDays)}`,
    ...(cost.previousMonth === null
      ? []
      : [`  the whole month before: ${cost.previousMonth}`]),
    forecast
      ? `  forecast ${forecast.amount}, four times of five from ${forecast.low} to ${forecast.high} (${forecast.method})`
      : `  no forecast${noForecast ? `: ${noForecast}` : ''}`,
    budget
      ? `  budget ${budget.amount} ${budget.currency} per ${budget.period}: ${budget.status}, spent ${budget.spent ?? 'not known'}; ${budget.reason}`
      : '  no budget',
    ...partLines(cost, by),
    ...unusual.map(
      ({ day, actual, expected, isNewLevel, contributors }) =>
        `  ! ${day}: ${actual}, ${expected} was expected${isNewLevel ? ', and it stayed there' : ''}${contributors
          .slice(0, 1)
          .map(
            one =>
              `; most of it ${one.dimension} ${printable(one.key, KEY_LENGTH)} (${one.change})`,
          )
          .join('')}`,
    ),
  ];
}

function sourceLine(source: CostSourceHealth, now: Date): string {
  const { title, state, readAt, lastDay, message } = source;
  const read = readAt === null ? 'never read' : `read ${age(now, readAt)}`;
  return `${state === 'ok' ? '' : '! '}${printable(title, KEY_LENGTH)}: ${state}, ${read}, ${
    lastDay === null
      ? 'knows no day'
      : `knows until ${lastDay} (${age(now, lastDay)})`
  }${message ? `: ${message}` : ''}`;
}

/** What an entity costs, in some lines for a person. */
export function explainText(options: {
  summary: CostSummaryAnswer;
  by: CostGroup;
  now: Date;
}): string {
  const { summary, by, now } = options;
  const { currencies, members, provisionalFrom, sources } = summary;
  const lines = [
    `${summary.entityRef} in ${summary.month}, ${summary.metric} cost${members > 1 ? `, with all ${members} that belong to it` : ''}`,
    ...(currencies.length === 0
      ? [
          'Nothing was attributed to it: its cost is not known, which is not zero.',
        ]
      : currencies.flatMap(cost => currencyLines(cost, by))),
    ...(summary.metricWarning ? [`! ${summary.metricWarning}`] : []),
    ...(provisionalFrom === null
      ? []
      : [`What is from ${provisionalFrom} on may still change.`]),
    ...(sources.length === 0
      ? ['! No source of costs is configured.']
      : sources.map(source => sourceLine(source, now))),
  ];
  return `${lines.map(line => printable(line)).join('\n')}\n`;
}
