import { randomUUID } from 'node:crypto';
import {
  AMOUNT_SCALE,
  COST_METRICS,
  CostAmounts,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import {
  differenceOf,
  FigureDifference,
  findCause,
  findFigureDifferences,
  isMonthClosed,
  MonthFigure,
  MonthFigures,
} from '../domain/costChanges';
import { ImportResult } from '../domain/importRecords';
import { sumCosts, whereAnyOf } from './CostReaderSums';
import { inParts } from './inParts';

/** SQLite takes at most 500 rows in one statement. */
const ROWS = 400;

/** What is replaced: bills of a source. */
interface Bills {
  source: string;
  billMonths: readonly string[];
}

const keyOf = ({ month, currency, entityRef }: Omit<MonthFigure, 'amounts'>) =>
  `${month} ${currency} ${entityRef}`;

async function readFigures(
  tx: Knex.Transaction,
  where: (query: Knex.QueryBuilder) => void,
): Promise<MonthFigures> {
  const sums = await sumCosts({
    knex: tx,
    from: 'cost_month',
    keys: { month: 'month', currency: 'currency', entityRef: 'entity_ref' },
    metrics: COST_METRICS,
    where,
  });
  return new Map(
    sums.map(({ keys, amounts }) => [keyOf(keys), { ...keys, amounts }]),
  );
}

/** Figures of the bills that are replaced. */
function readBills(tx: Knex.Transaction, { source, billMonths }: Bills) {
  return readFigures(tx, query =>
    query.where({ source }).whereRaw(whereAnyOf(tx, 'bill_month', billMonths)),
  );
}

function addUp(one: CostAmounts, other: CostAmounts = {}): CostAmounts {
  const sum: CostAmounts = { ...one };
  for (const metric of COST_METRICS) {
    const amount = other[metric];
    if (amount !== undefined) {
      sum[metric] = (sum[metric] ?? 0n) + amount;
    }
  }
  return sum;
}

function toRow(
  changeId: string,
  { month, currency, entityRef, before, after }: FigureDifference,
) {
  const row: Record<string, string | number | null> = {
    change_id: changeId,
    month,
    currency,
    entity_ref: entityRef,
  };
  for (const metric of COST_METRICS) {
    const [old, now] = [before[metric], after[metric]];
    const size = Number(differenceOf(old, now)) / 10 ** AMOUNT_SCALE;
    row[`before_${metric}`] = old === undefined ? null : formatAmount(old);
    row[`after_${metric}`] = now === undefined ? null : formatAmount(now);
    row[`size_${metric}`] = Math.abs(size);
  }
  return row;
}

/**
 * What entities cost by month before bills of a source are replaced. Read it
 * before, and keep what became different after, in the same transaction.
 */
export class KeptFigures {
  readonly #tx: Knex.Transaction;
  readonly #bills: Bills;
  readonly #before: MonthFigures;
  /** The last import that was stored. */
  readonly #read: any;

  private constructor(
    tx: Knex.Transaction,
    bills: Bills,
    stored: { before: MonthFigures; read: unknown },
  ) {
    this.#tx = tx;
    this.#bills = bills;
    this.#before = stored.before;
    this.#read = stored.read;
  }

  static async read(
    tx: Knex.Transaction,
    options: Bills & { importId: string },
  ): Promise<KeptFigures> {
    const { importId, source } = options;
    const read = await tx('cost_import')
      .where({ source, state: 'done' })
      .whereNot({ id: importId })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first('ended_at', 'last_day', 'files_fingerprint', 'rules_fingerprint');
    const before = read ? await readBills(tx, options) : new Map();
    return new KeptFigures(tx, options, { before, read });
  }

  /** Keeps the figures that became others. What is known for the first time is none, nor is the growth of a month that is not over. */
  async keepChanged(end: { result: ImportResult; now: string }): Promise<void> {
    const { result, now } = end;
    if (!this.#read) {
      return;
    }
    const cause = findCause(
      {
        files: this.#read.files_fingerprint ?? undefined,
        rules: this.#read.rules_fingerprint ?? undefined,
      },
      { files: result.filesFingerprint, rules: result.rulesFingerprint },
    );
    const differences = findFigureDifferences(
      this.#before,
      await readBills(this.#tx, this.#bills),
    ).filter(({ month }) => cause !== 'files' || this.#wasClosed(month));
    if (differences.length === 0) {
      return;
    }
    const id = randomUUID();
    const { source } = this.#bills;
    await this.#tx('cost_change').insert({ id, source, at: now, cause });
    const rows = (await this.#withOtherBills(differences)).map(difference =>
      toRow(id, difference),
    );
    for (const part of inParts(rows, ROWS)) {
      await this.#tx('cost_change_amount').insert(part);
    }
  }

  #wasClosed(month: string): boolean {
    const { last_day: lastDay, ended_at: at } = this.#read;
    return lastDay !== null && isMonthClosed(month, { lastDay, at });
  }

  /** What the other bills state of the same months stands on both sides. */
  async #withOtherBills(
    differences: readonly FigureDifference[],
  ): Promise<FigureDifference[]> {
    const { source, billMonths } = this.#bills;
    const months = [...new Set(differences.map(({ month }) => month))];
    const others = await readFigures(this.#tx, query =>
      query
        .where({ source })
        .whereRaw(whereAnyOf(this.#tx, 'month', months))
        .whereNot(mine =>
          mine.whereRaw(whereAnyOf(this.#tx, 'bill_month', billMonths)),
        ),
    );
    return differences.map(difference => {
      const other = others.get(keyOf(difference))?.amounts;
      return {
        ...difference,
        before: addUp(difference.before, other),
        after: addUp(difference.after, other),
      };
    });
  }
}
