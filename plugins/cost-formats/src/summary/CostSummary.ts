import {
  COST_METRICS,
  CostAmounts,
  CostFact,
  CostMetric,
  CostSubject,
} from '../facts/CostFact';
import { Amount } from '../money/amount';

/** Key of what a fact does not state, in every grouping. @public */
export const NONE = '(none)';

/** Key of what is beyond the groups that are told apart. */
const OTHERS = '(others)';

/** What a summary groups by, besides tags. @public */
export const SUMMARY_DIMENSIONS = [
  'service',
  'serviceCategory',
  'account',
  'region',
  'chargeCategory',
  'chargeClass',
  'provider',
  'namespace',
  'day',
] as const;

/** One of {@link SUMMARY_DIMENSIONS}. @public */
export type SummaryDimension = (typeof SUMMARY_DIMENSIONS)[number];

/** Tag keys that are grouped by, at most; the rest is counted. */
const MAX_TAG_KEYS = 200;
/** Values of one grouping that are told apart, at most. */
const MAX_KEYS = 50_000;

/** The costs of one currency. @public */
export interface CurrencySummary {
  totals: CostAmounts;
  /** Amounts of the chosen metric; a group none of whose facts states it is absent. */
  by: Record<SummaryDimension, ReadonlyMap<string, Amount>>;
  tags: ReadonlyMap<string, ReadonlyMap<string, Amount>>;
  /** Of the chosen metric: what has no tag. */
  untagged: Amount;
}

/** How many rows have tags. @public */
export interface TagCoverage {
  untaggedRows: number;
  /** Rows whose tags are stated, but cannot be read: they count as untagged. */
  unreadableRows: number;
  /** Rows by key. */
  rows: ReadonlyMap<string, number>;
}

function dimensionOf(
  { subject, day }: CostFact,
  dimension: SummaryDimension,
): string {
  switch (dimension) {
    case 'day':
      return day ?? NONE;
    case 'account':
      return subject.accountName ?? subject.account ?? NONE;
    default:
      return subject[dimension] ?? NONE;
  }
}

function add<Key>(sums: Map<Key, Amount>, key: Key, amount: Amount) {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Dimensions of a subject: the facts of one subject have the same. */
const SUBJECT_DIMENSIONS = SUMMARY_DIMENSIONS.filter(
  dimension => dimension !== 'day',
);

/** Grouped sums of one currency while facts come. */
class Sums {
  readonly totals: CostAmounts = {};
  readonly by = new Map<SummaryDimension, Map<string, Amount>>(
    SUMMARY_DIMENSIONS.map(dimension => [dimension, new Map()]),
  );
  readonly #days = this.by.get('day')!;
  readonly #tags = new Map<
    string,
    { values: Map<string, Amount>; total: Amount; facts: number }
  >();
  #total = 0n;
  #facts = 0;
  #untagged = 0n;
  /** What the last facts were charged for, as long as it is the same. */
  #subject: CostFact | undefined;
  #subjectTotal = 0n;
  #subjectFacts = 0;

  add(fact: CostFact, metric: CostMetric): void {
    for (const name of COST_METRICS) {
      const amount = fact.amounts[name];
      if (amount !== undefined) {
        this.totals[name] = (this.totals[name] ?? 0n) + amount;
      }
    }
    const amount = fact.amounts[metric];
    if (amount === undefined) {
      return;
    }
    const day = fact.day ?? NONE;
    const isKept = this.#days.has(day) || this.#days.size < MAX_KEYS;
    add(this.#days, isKept ? day : OTHERS, amount);
    if (this.#subject?.subject !== fact.subject) {
      this.#addSubject();
      this.#subject = fact;
    }
    this.#subjectTotal += amount;
    this.#subjectFacts += 1;
  }

  /** Adds what the facts of one subject add up to: tables give them one after the other. */
  #addSubject(): void {
    const fact = this.#subject;
    if (!fact) {
      return;
    }
    const amount = this.#subjectTotal;
    const facts = this.#subjectFacts;
    this.#subject = undefined;
    this.#subjectTotal = 0n;
    this.#subjectFacts = 0;
    this.#total += amount;
    this.#facts += facts;
    for (const dimension of SUBJECT_DIMENSIONS) {
      const sums = this.by.get(dimension)!;
      const key = dimensionOf(fact, dimension);
      const isKept = sums.has(key) || sums.size < MAX_KEYS;
      add(sums, isKept ? key : OTHERS, amount);
    }
    if (fact.subject.tags.size === 0) {
      this.#untagged += amount;
    }
    for (const [key, value] of fact.subject.tags) {
      let tag = this.#tags.get(key);
      if (!tag && this.#tags.size < MAX_TAG_KEYS) {
        tag = { values: new Map(), total: 0n, facts: 0 };
        this.#tags.set(key, tag);
      }
      if (tag) {
        const { values } = tag;
        const isKept = values.has(value) || values.size < MAX_KEYS;
        add(values, isKept ? value || NONE : OTHERS, amount);
        tag.total += amount;
        tag.facts += facts;
      }
    }
  }

  finish(): CurrencySummary {
    this.#addSubject();
    for (const tag of this.#tags.values()) {
      if (tag.facts < this.#facts) {
        add(tag.values, NONE, this.#total - tag.total);
      }
    }
    return {
      totals: this.totals,
      by: Object.fromEntries(this.by) as Record<
        SummaryDimension,
        Map<string, Amount>
      >,
      tags: new Map([...this.#tags].map(([key, { values }]) => [key, values])),
      untagged: this.#untagged,
    };
  }
}

/**
 * Adds facts up, by currency, as they come: the totals of every metric, and one
 * metric by every dimension and tag. Each grouping adds up to the total.
 *
 * @public
 */
export class CostSummary {
  readonly #metric: CostMetric;
  readonly #currencies = new Map<string, Sums>();
  #first: string | undefined;
  #last: string | undefined;
  #withoutMetric = 0;
  readonly #tagRows = new Map<string, number>();
  #untaggedRows = 0;
  #unreadableRows = 0;
  #subject: CostSubject | undefined;
  #subjectRows = 0;

  constructor(metric: CostMetric) {
    this.#metric = metric;
  }

  add(fact: CostFact): void {
    const currency = fact.currency ?? NONE;
    let sums = this.#currencies.get(currency);
    if (!sums) {
      sums = new Sums();
      this.#currencies.set(currency, sums);
    }
    sums.add(fact, this.#metric);
    if (fact.amounts[this.#metric] === undefined) {
      this.#withoutMetric += fact.rows;
    }
    if (this.#subject !== fact.subject) {
      this.#addRows();
      this.#subject = fact.subject;
    }
    this.#subjectRows += fact.rows;
    const { day } = fact;
    if (day !== undefined) {
      this.#first =
        this.#first === undefined || day < this.#first ? day : this.#first;
      this.#last =
        this.#last === undefined || day > this.#last ? day : this.#last;
    }
  }

  /** Adds the rows of one subject, see {@link TagCoverage}. */
  #addRows(): void {
    const rows = this.#subjectRows;
    const subject = this.#subject;
    this.#subjectRows = 0;
    this.#subject = undefined;
    if (!subject) {
      return;
    }
    if (subject.tags.size === 0) {
      this.#untaggedRows += rows;
    }
    if (subject.hasUnreadableTags) {
      this.#unreadableRows += rows;
    }
    for (const key of subject.tags.keys()) {
      const known = this.#tagRows.get(key);
      if (known !== undefined || this.#tagRows.size < MAX_TAG_KEYS) {
        this.#tagRows.set(key, (known ?? 0) + rows);
      }
    }
  }

  /** How many of the rows so far have tags. */
  get tagCoverage(): TagCoverage {
    this.#addRows();
    return {
      untaggedRows: this.#untaggedRows,
      unreadableRows: this.#unreadableRows,
      rows: this.#tagRows,
    };
  }

  /** First and last day; absent when no fact has one. */
  get period(): { start: string; end: string } | undefined {
    return this.#first === undefined || this.#last === undefined
      ? undefined
      : { start: this.#first, end: this.#last };
  }

  /** Rows that do not state the chosen metric. */
  get rowsWithoutMetric(): number {
    return this.#withoutMetric;
  }

  /** Currencies in the order of their codes. */
  finish(): Map<string, CurrencySummary> {
    return new Map(
      [...this.#currencies]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([currency, sums]) => [currency, sums.finish()]),
    );
  }
}
