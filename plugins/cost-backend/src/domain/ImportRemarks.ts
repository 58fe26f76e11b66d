import {
  Attribution,
  CatalogRules,
  CostFact,
  CostMetric,
} from '@plumbline/backstage-plugin-cost-formats';

/** Values come from outside: there may be millions of different ones. */
const MAX_KINDS = 50;
/** Of one kind; more only hide the first. */
const MAX_LINES = 10;

const NEAR_MISSES: Record<string, string> = {
  noEntityRef: 'is the name of no entity',
  unknownEntity: 'names an entity that the catalog does not have',
  noAlias: 'is none of the values of the rule',
  severalEntities: 'names several entities',
};

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function firstLines(lines: readonly string[]): string[] {
  return lines.length > MAX_LINES
    ? [...lines.slice(0, MAX_LINES), `and ${lines.length - MAX_LINES} more`]
    : [...lines];
}

interface Remark {
  text: string;
  rows: number;
}

/** What an operator should look at after an import, in words. */
export class ImportRemarks {
  readonly #metric: CostMetric;
  readonly #nearMisses = new Map<string, Remark>();
  readonly #claimed = new Map<string, Remark>();
  #rows = 0;
  #withoutMetric = 0;

  constructor(metric: CostMetric) {
    this.#metric = metric;
  }

  add(fact: CostFact, attribution: Attribution): void {
    this.#rows += fact.rows;
    if (fact.amounts[this.#metric] === undefined) {
      this.#withoutMetric += fact.rows;
    }
    for (const { rule, value, reason } of attribution.nearMisses ?? []) {
      this.#count(this.#nearMisses, `${rule} ${reason}`, fact.rows, () => {
        const why = NEAR_MISSES[reason] ?? reason;
        return `of the rule ${rule} but book nothing by it: '${value.slice(0, 100)}' ${why}`;
      });
    }
    const { rule, claimedBy } = attribution;
    if (claimedBy) {
      this.#count(
        this.#claimed,
        `${rule} ${claimedBy.join()}`,
        fact.rows,
        () =>
          `claimed by ${claimedBy.slice(0, 5).join(', ')} at once (${rule}) and booked to none of them`,
      );
    }
  }

  list(catalog: Pick<CatalogRules, 'refused'> | undefined): string[] {
    const sorted = (remarks: Map<string, Remark>) =>
      [...remarks.values()].toSorted((a, b) => b.rows - a.rows);
    const metric = this.#metric;
    return [
      ...(this.#withoutMetric > 0
        ? [
            this.#withoutMetric === this.#rows
              ? `no row states the ${metric} cost, which is the one that is shown`
              : `${this.#withoutMetric} of ${this.#rows} rows state no ${metric} cost, which is the one that is shown`,
          ]
        : []),
      ...firstLines(
        sorted(this.#nearMisses).map(
          ({ text, rows }) => `${rowsOf(rows)} with the tag or label ${text}`,
        ),
      ),
      ...firstLines(
        sorted(this.#claimed).map(
          ({ text, rows }) => `${rowsOf(rows)} ${text}`,
        ),
      ),
      ...firstLines(
        (catalog?.refused ?? []).map(
          ({ entityRef, annotation, reason }) =>
            `the annotation ${annotation} of ${entityRef} ${reason}`,
        ),
      ),
    ];
  }

  #count(
    remarks: Map<string, Remark>,
    key: string,
    rows: number,
    describe: () => string,
  ): void {
    const known = remarks.get(key);
    if (known) {
      known.rows += rows;
    } else if (remarks.size < MAX_KINDS) {
      remarks.set(key, { text: describe(), rows });
    }
  }
}
