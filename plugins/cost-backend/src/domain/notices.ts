import {
  Budget,
  CostAnomaly,
  periodAround,
} from '@plumbline/backstage-plugin-cost-formats';
import { addDays } from './days';
import { JudgedBudget } from './judgeBudgets';

/** What is older was told, or is no news. */
const NEWS_DAYS = 7;

/** What owners are to be told; which it is does not change while what it is about grows. */
export type CostNotice = { subject: string } & (
  | {
      kind: 'budget';
      content: { percent: number; period: Budget['period']; since: string };
    }
  | {
      kind: 'unusual';
      content: {
        day: string;
        direction: CostAnomaly['direction'];
        currency: string;
      };
    }
);

/** What of a budget is worth a word: the highest threshold that was reached; those below it are no news with it. */
export function noticesOfBudget(
  { budget, status }: JudgedBudget,
  today: string,
): { notice?: CostNotice; settled: CostNotice[] } {
  const { period, currency } = budget;
  const since = periodAround(period, today).start;
  const notices = status.reached.map((percent): CostNotice => ({
    kind: 'budget',
    subject: `${currency} ${period} ${since} ${percent}`,
    content: { percent, period, since },
  }));
  return { notice: notices.at(-1), settled: notices.slice(0, -1) };
}

/** Unusual days that are news. */
export function noticesOfUnusual(
  anomalies: readonly CostAnomaly[],
  options: { currency: string; today: string },
): CostNotice[] {
  const { currency, today } = options;
  return anomalies
    .filter(({ lastDay }) => lastDay >= addDays(today, -NEWS_DAYS))
    .map(({ firstDay, direction }) => ({
      kind: 'unusual',
      subject: `${currency} ${firstDay} ${direction}`,
      content: { day: firstDay, direction, currency },
    }));
}

/** What owners read, without an amount: notifications travel far. */
export function noticeText(
  name: string,
  notice: CostNotice,
): { title: string; description: string } {
  if (notice.kind === 'budget') {
    const { percent, period, since } = notice.content;
    return {
      title: `${name}: ${percent} % of the budget of this ${period} is spent`,
      description: `The ${period} began on ${since}.`,
    };
  }
  const { day, direction, currency } = notice.content;
  return {
    title: `${name}: ${day} cost unusually ${direction === 'above' ? 'much' : 'little'}`,
    description: `In ${currency}, compared with the same weekdays before.`,
  };
}
