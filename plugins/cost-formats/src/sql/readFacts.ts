import { TableReading } from '../columns/TableFormat';
import {
  COST_METRICS,
  CostAmounts,
  CostFact,
  CostSubject,
} from '../facts/CostFact';
import { parseTags, readTags } from '../facts/readTags';
import { Amount, AMOUNT_SCALE } from '../money/amount';
import { FACTS_TABLE, PART_PLACES, PARTS } from './addUpRows';
import { TEXT_FIELDS } from './loadRows';
import { SUBJECTS_TABLE } from './loadSubjects';

/** Places of one half of the first 18. */
const HALF_PLACES = PART_PLACES / 2;
const HALF = `1${'0'.repeat(HALF_PLACES)}`;

/** What the facts of a bill have. @public */
export interface FactWidth {
  /** Whether any amount was written in an unusual way. */
  hasOddAmounts: boolean;
  /** Whether whole units fit 64 bits. */
  isNarrow: boolean;
  /** Whether no amount has more than 18 decimal places. */
  isShort: boolean;
}

/** Numbers of subjects, the last not included. @public */
export interface SubjectPage {
  from: number;
  to: number;
}

const isOfPage = ({ from, to }: SubjectPage) =>
  `number >= ${from} AND number < ${to}`;

/**
 * One page of subjects. What the tables do not state is left out.
 *
 * @public
 */
export function selectSubjects(
  { fields }: Pick<TableReading, 'fields'>,
  page: SubjectPage,
): string {
  const texts = TEXT_FIELDS.filter(field => fields[field] !== undefined);
  return `SELECT ${['number', ...texts].join(', ')} FROM ${SUBJECTS_TABLE} WHERE ${isOfPage(page)} ORDER BY number`;
}

/** The facts of one page of subjects. Amounts come as several whole numbers. @public */
export function selectFacts(page: SubjectPage, width: FactWidth): string {
  const { hasOddAmounts, isNarrow, isShort } = width;
  const type = isNarrow ? 'BIGINT' : 'HUGEINT';
  const amounts = COST_METRICS.flatMap(metric => [
    `${metric}_whole::${type} AS ${metric}_whole`,
    `${metric}_upper::BIGINT AS ${metric}_upper`,
    `${metric}_lower::BIGINT AS ${metric}_lower`,
    ...(isShort ? [] : [`${metric}_low`]),
    ...(hasOddAmounts ? PARTS.map(part => `${metric}_${part}`) : []),
  ]);
  const since = (date: string) => `${date} - DATE '1970-01-01'`;
  return `SELECT number, currency, ${since('day')} AS day, ${since('month')} AS month, rows, ${amounts.join(', ')}
    FROM ${FACTS_TABLE} WHERE ${isOfPage(page)} ORDER BY rowid`;
}

/** A cell of a page. @public */
export type FactCell = string | number | bigint | boolean | null | undefined;

/** A column of a page. @public */
export type FactColumn = ArrayLike<FactCell>;

/** An answer by columns. @public */
export interface FactTable {
  rowCount: number;
  columns: Record<string, FactColumn>;
}

const powerOfTen = (places: number) => 10n ** BigInt(places);
/** Columns of an amount besides the first 18 places, and what of an {@link Amount} one of each is. */
const UNITS: readonly (readonly [column: string, unit: Amount])[] = [
  ['low', powerOfTen(AMOUNT_SCALE - 2 * PART_PLACES)],
  ...PARTS.map(
    (part, index) =>
      [part, powerOfTen(AMOUNT_SCALE - index * PART_PLACES)] as const,
  ),
];
const PLACES_UNIT = powerOfTen(AMOUNT_SCALE - PART_PLACES);
const HALF_FACTOR = Number(HALF);
const HALF_UNIT = BigInt(HALF);

/** Whole units and two times nine places as one amount; most of them are small enough for a number. */
function joinParts(whole: number | bigint, upper: number, lower: number) {
  const joined = Number(whole) * HALF_FACTOR + upper;
  const units = Number.isSafeInteger(joined)
    ? BigInt(joined)
    : BigInt(whole) * HALF_UNIT + BigInt(upper);
  return (units * HALF_UNIT + BigInt(lower)) * PLACES_UNIT;
}

/** Reads the amounts of a table by row. Their columns hold whole numbers. */
function readAmounts(
  columns: FactTable['columns'],
): (row: number) => CostAmounts {
  const metrics = COST_METRICS.map(metric => ({
    metric,
    first: ['whole', 'upper', 'lower'].map(
      part => columns[`${metric}_${part}`],
    ) as [FactColumn, FactColumn, FactColumn],
    others: UNITS.flatMap(([name, unit]) => {
      const column = columns[`${metric}_${name}`];
      return column ? [{ column, unit }] : [];
    }),
  }));
  return row => {
    const amounts: CostAmounts = {};
    let before: { parts: FactCell[]; amount: Amount } | undefined;
    for (const { metric, first, others } of metrics) {
      const [whole, upper, lower] = first.map(column => column[row]);
      if (whole !== null && whole !== undefined) {
        // Mostly several costs are the same
        if (
          before?.parts[0] !== whole ||
          before.parts[1] !== upper ||
          before.parts[2] !== lower
        ) {
          before = {
            parts: [whole, upper, lower],
            amount: joinParts(
              whole as number | bigint,
              Number(upper),
              Number(lower),
            ),
          };
        }
        amounts[metric] = before.amount;
      }
      for (const { column, unit } of others) {
        const cell = column[row];
        if (cell !== null && cell !== undefined) {
          const known = amounts[metric] ?? 0n;
          amounts[metric] =
            cell === 0 ? known : known + BigInt(cell as number) * unit;
        }
      }
    }
    return amounts;
  };
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

function readSubjects({
  rowCount,
  columns,
}: FactTable): Map<number, CostSubject> {
  const subjects = new Map<number, CostSubject>();
  for (let row = 0; row < rowCount; row += 1) {
    const text = (column: string) => {
      const value = columns[column]?.[row];
      return value === null || value === undefined
        ? undefined
        : String(value).trim() || undefined;
    };
    const stated = text('tags');
    const tags = stated === undefined ? NO_TAGS : parseTags(stated);
    subjects.set(Number(columns.number[row]), {
      provider: text('provider'),
      billingAccount: text('billingAccount'),
      account: text('account'),
      accountName: text('accountName'),
      service: text('service'),
      serviceCategory: text('serviceCategory'),
      serviceSubcategory: text('serviceSubcategory'),
      region: text('region'),
      chargeCategory: text('chargeCategory'),
      chargeClass: text('chargeClass'),
      resourceId: text('resourceId'),
      resourceName: text('resourceName'),
      cluster: text('cluster'),
      namespace: text('namespace'),
      workload: text('workload'),
      pod: text('pod'),
      tags: tags ?? NO_TAGS,
      ...(tags === undefined && { hasUnreadableTags: true }),
      labels: readTags(text('labels')),
      isIdle: false,
    });
  }
  return subjects;
}

const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of a number of days since 1970; a bill has few different ones. */
function namedDays(): (cell: FactCell) => string | undefined {
  const names = new Map<FactCell, string>();
  return cell => {
    if (cell === null || cell === undefined) {
      return undefined;
    }
    let name = names.get(cell);
    if (name === undefined) {
      name = new Date(Number(cell) * DAY_MS).toISOString().slice(0, 10);
      names.set(cell, name);
    }
    return name;
  };
}

/**
 * The facts of one page of subjects. Facts of one subject stand beside each
 * other and share it.
 *
 * @public
 */
export function readFacts(page: {
  subjects: FactTable;
  facts: FactTable;
}): CostFact[] {
  const { rowCount, columns } = page.facts;
  const subjects = readSubjects(page.subjects);
  const amountsOf = readAmounts(columns);
  const dayOf = namedDays();
  const monthOf = namedDays();
  return Array.from({ length: rowCount }, (_, row) => {
    const currency = columns.currency[row];
    return {
      currency:
        currency === null || currency === undefined
          ? undefined
          : String(currency) || undefined,
      day: dayOf(columns.day[row]),
      billingMonth: monthOf(columns.month[row])?.slice(0, 7),
      subject: subjects.get(Number(columns.number[row]))!,
      amounts: amountsOf(row),
      rows: Number(columns.rows[row]),
    };
  });
}
