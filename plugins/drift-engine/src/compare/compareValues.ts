import { DataSet } from '../compute/SqlRunner';
import { pairCategorical } from '../samples/categoricalPair';
import { pairNumeric } from '../samples/numericSample';
import { NumericSample, SampleCounts, SamplePair } from '../samples/samples';
import { AnyDriftTest } from '../stats/testRegistry';
import { ColumnEvidence, Policy } from '../verdict/verdict';
import { countRows } from './BaselineProfile';
import { chunkReference } from './chunkReference';
import { columnEvidence, isNumericType } from './columnEvidence';
import { findFailure, isNested, NO_ROWS, PlannedColumn } from './planColumns';
import {
  chunksOf,
  columnsTogether,
  readColumnValues,
} from './readColumnValues';
import { countColumns } from './readSamples';
import { roundingCaveat } from './roundingCaveat';

interface Sides {
  reference: DataSet;
  current: DataSet;
  policy?: Policy;
  weights?: ReadonlyMap<string, number>;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** What is counted of the columns of one side, by name. */
async function countSide(
  sides: Sides,
  side: 'reference' | 'current',
  planned: readonly PlannedColumn[],
): Promise<{ rows: number; counts: Map<string, SampleCounts> }> {
  const present = planned.flatMap(column =>
    column[side] && !isNested(column, side)
      ? [{ column: column[side], isNumeric: isNumericType(column.type) }]
      : [],
  );
  const counts = await countColumns(sides[side], present, sides.signal);
  return {
    rows: counts[0]?.rows ?? (await countRows(sides[side], sides.signal)),
    counts: new Map(
      present.map(({ column }, index) => [column.name, counts[index]]),
    ),
  };
}

/** Whether values of the column are compared at all. */
function isTested(sides: Sides, column: PlannedColumn): boolean {
  return (
    findFailure(sides, column) === undefined &&
    column.type !== 'text' &&
    column.type !== 'idLike'
  );
}

/** Both samples of some columns, with one statement for each side. */
async function readPairs(
  sides: Sides,
  planned: readonly PlannedColumn[],
): Promise<SamplePair[]> {
  const read = (side: 'reference' | 'current') =>
    readColumnValues({
      dataSet: sides[side],
      columns: planned.map(column => ({
        column: column[side]!,
        isNumeric: isNumericType(column.type),
      })),
      signal: sides.signal,
    });
  const before = await read('reference');
  const now = await read('current');
  return planned.map(({ type }, index) =>
    isNumericType(type)
      ? pairNumeric(before[index] as NumericSample, now[index] as NumericSample)
      : pairCategorical(
          before[index] as Map<string, number>,
          now[index] as Map<string, number>,
        ),
  );
}

/** Pairs by column. Of a group that cannot be read together none is there: then each is read by itself. */
async function readGroup(
  sides: Sides,
  group: readonly PlannedColumn[],
): Promise<Map<PlannedColumn, SamplePair>> {
  const tested = group.filter(column => isTested(sides, column));
  if (group.length === 1 || tested.length === 0) {
    return new Map();
  }
  try {
    const pairs = await readPairs(sides, tested);
    return new Map(tested.map((column, index) => [column, pairs[index]]));
  } catch {
    sides.signal?.throwIfAborted();
    return new Map();
  }
}

/** Evidence from every value of every column, some columns at a time. */
export async function compareValues(
  sides: Sides,
  planned: readonly PlannedColumn[],
  tests: readonly AnyDriftTest[],
): Promise<{
  rows: { reference: number; current: number };
  evidence: ColumnEvidence[];
}> {
  const { reference, signal, onProgress } = sides;
  const before = await countSide(sides, 'reference', planned);
  const now = await countSide(sides, 'current', planned);
  const examine = async (
    column: PlannedColumn,
    read: SamplePair | undefined,
  ): Promise<ColumnEvidence> => {
    const base = {
      column: column.name,
      type: column.type,
      typeReason: column.typeReason,
      weight: sides.weights?.get(column.name),
      reference: before.counts.get(column.name) ?? {
        ...NO_ROWS,
        rows: before.rows,
      },
      current: now.counts.get(column.name) ?? { ...NO_ROWS, rows: now.rows },
    };
    const nothing = { ...base, tests: {}, signals: [] };
    const failure = findFailure(sides, column);
    if (failure !== undefined) {
      return { ...nothing, failure };
    }
    try {
      let pair = read;
      if (!pair && isTested(sides, column)) {
        [pair] = await readPairs(sides, [column]);
      }
      const found = columnEvidence({ ...base, pair, tests });
      found.caveat =
        roundingCaveat(column.reference, found.moments) ??
        roundingCaveat(column.current, found.moments);
      const chunks = sides.policy?.chunks;
      if (pair && chunks) {
        found.referenceChunks = await chunkReference({
          reference,
          column: column.reference!,
          rows: before.rows,
          pair,
          chunks,
          signal,
        });
      }
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      return {
        ...nothing,
        failure: `Could not be read: ${(error as Error).message}`,
      };
    }
  };
  const evidence: ColumnEvidence[] = [];
  const together = columnsTogether(before.rows + now.rows);
  for (const group of chunksOf(planned, together)) {
    const pairs = await readGroup(sides, group);
    for (const column of group) {
      signal?.throwIfAborted();
      evidence.push(await examine(column, pairs.get(column)));
      onProgress?.(evidence.length, planned.length);
    }
  }
  return { rows: { reference: before.rows, current: now.rows }, evidence };
}
