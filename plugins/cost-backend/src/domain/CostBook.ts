import {
  ALLOCATION_DIMENSIONS,
  Attribution,
  AttributedFact,
  COST_METRICS,
  CostAmounts,
  CostFact,
  CostSubject,
  findDifferences,
  reconcileCosts,
  shareCosts,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { Booking } from './Booking';

/** Of the years 1900 to 8999: 0001-01-01 and 9999-12-31 stand for never. */
const DAY = /^(?:19|[2-8]\d)\d\d-\d\d-\d\d$/;
const MONTH = /^(?:19|[2-8]\d)\d\d-(?:0[1-9]|1[0-2])$/;
const CURRENCY = /^[A-Z]{3}$/;
const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** What many days have in common; held once. */
interface Booked {
  subject: CostSubject;
  attribution: Attribution;
}

/** What can be split together: a day of a bill in one currency. */
interface DayOfBill {
  billMonth: string;
  day: string;
  currency: string;
  /** What the source states, before anything was done with it. */
  source: CostAmounts;
  /** By what is kept of their subjects, and by whom they are booked to. */
  attributed: Map<Booked, AttributedFact>;
}

/** Rows that belong to no day or to no currency. */
export interface UnbookableRows {
  withoutDay: number;
  withoutCurrency: number;
}

function addAmounts(sum: CostAmounts, amounts: CostAmounts): void {
  for (const metric of COST_METRICS) {
    const amount = amounts[metric];
    if (amount !== undefined) {
      sum[metric] = (sum[metric] ?? 0n) + amount;
    }
  }
}

/** With its length before it, no text can pass for two. */
function keyOf(text: string | undefined): string {
  return text === undefined ? '~' : `${text.length}:${text}`;
}

function bookedKey(subject: CostSubject, attribution: Attribution): string {
  const { rule, entity, pool, claimedBy } = attribution;
  let key = keyOf(rule) + keyOf(entity) + keyOf(pool);
  key += `${claimedBy?.join() ?? ''}${subject.isIdle}`;
  for (const name of ALLOCATION_DIMENSIONS) {
    key += keyOf(subject[name]);
  }
  return key;
}

/** What of a subject can be shown later; what told rules whose it is has done its work. */
function keptOf(subject: CostSubject): CostSubject {
  const kept: CostSubject = {
    tags: NO_TAGS,
    labels: NO_TAGS,
    isIdle: subject.isIdle,
  };
  for (const name of ALLOCATION_DIMENSIONS) {
    kept[name] = subject[name];
  }
  return kept;
}

/**
 * Takes the facts of a source page by page, adds them up by whom they are
 * booked to and by what can be shown of them, and then splits and checks day by
 * day: what it holds grows with what is kept, not with what is read.
 *
 * Days of different bills are not split together: a restatement replaces one
 * bill, and with it all that was made of it.
 */
export class CostBook {
  readonly #policies: SplitPolicies;
  readonly #ownerOf: (entityRef: string) => string | undefined;
  readonly #days = new Map<string, DayOfBill>();
  readonly #booked = new Map<string, Booked>();
  readonly unbookable: UnbookableRows = { withoutDay: 0, withoutCurrency: 0 };
  /** All rows that were added, the unbookable among them. */
  rows = 0;

  constructor(options: {
    policies: SplitPolicies;
    ownerOf: (entityRef: string) => string | undefined;
  }) {
    this.#policies = options.policies;
    this.#ownerOf = options.ownerOf;
  }

  add(fact: CostFact, attribution: Attribution): void {
    const { day, currency, billingMonth, subject, amounts, rows } = fact;
    this.rows += rows;
    if (day === undefined || !DAY.test(day)) {
      this.unbookable.withoutDay += rows;
      return;
    }
    if (currency === undefined || !CURRENCY.test(currency)) {
      this.unbookable.withoutCurrency += rows;
      return;
    }
    const billMonth =
      billingMonth !== undefined && MONTH.test(billingMonth)
        ? billingMonth
        : day.slice(0, 7);
    const { source, attributed } = this.#dayOf(billMonth, day, currency);
    addAmounts(source, amounts);
    const booked = this.#bookedOf(subject, attribution);
    const known = attributed.get(booked);
    if (known) {
      addAmounts(known.fact.amounts, amounts);
      known.fact.rows += rows;
    } else {
      attributed.set(booked, {
        fact: {
          day,
          currency,
          subject: booked.subject,
          amounts: { ...amounts },
          rows,
        },
        attribution: booked.attribution,
      });
    }
  }

  /** Months of the bills, ascending. */
  get billMonths(): string[] {
    const months = [...this.#days.values()].map(({ billMonth }) => billMonth);
    return [...new Set(months)].sort();
  }

  /** The first and the last day; undefined where there is none. */
  get period(): { firstDay: string; lastDay: string } | undefined {
    const days = [...this.#days.values()].map(({ day }) => day).sort();
    const [firstDay] = days;
    const lastDay = days.at(-1);
    return firstDay && lastDay ? { firstDay, lastDay } : undefined;
  }

  /**
   * Every day of every bill, split by the policies. Throws when what comes out
   * is not what came in, to the last digit.
   */
  *bookings(): Iterable<Booking> {
    const days = [...this.#days].sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    for (const [, { billMonth, day, currency, source, attributed }] of days) {
      const allocations = shareCosts({
        attributed: attributed.values(),
        policies: this.#policies,
        ownerOf: this.#ownerOf,
      });
      const stated: CostFact = {
        day,
        currency,
        amounts: source,
        subject: { tags: NO_TAGS, labels: NO_TAGS, isIdle: false },
        rows: 0,
      };
      const lines = reconcileCosts([stated], allocations);
      const [difference] = findDifferences(lines);
      if (difference) {
        throw new Error(
          `What was booked on ${day} in ${currency} is not the ${difference.metric} cost that the source states; nothing was kept`,
        );
      }
      yield { billMonth, day, currency, allocations, lines };
    }
  }

  #bookedOf(subject: CostSubject, attribution: Attribution): Booked {
    const key = bookedKey(subject, attribution);
    let booked = this.#booked.get(key);
    if (!booked) {
      booked = { subject: keptOf(subject), attribution };
      this.#booked.set(key, booked);
    }
    return booked;
  }

  #dayOf(billMonth: string, day: string, currency: string): DayOfBill {
    const key = `${billMonth} ${day} ${currency}`;
    let found = this.#days.get(key);
    if (!found) {
      found = { billMonth, day, currency, source: {}, attributed: new Map() };
      this.#days.set(key, found);
    }
    return found;
  }
}
