import { ColumnType } from '../columns/columnTypes';
import { pairCategorical } from '../samples/categoricalPair';
import {
  CategoricalPair,
  NumericPair,
  SampleCounts,
  SamplePair,
} from '../samples/samples';
import { AnyDriftTest, fitsPair, runTest } from '../stats/testRegistry';
import { TestResult } from '../tests/DriftTest';
import { ColumnEvidence } from '../verdict/verdict';
import { distributionOf } from './distribution';
import { momentsOf } from './moments';
import { signalsOf } from './signals';

const EXAMPLES = 20;
const MAX_EXAMPLE = 100;

/** Whether the column is read as numbers. */
export function isNumericType(type: ColumnType): boolean {
  return type === 'numeric' || type === 'discrete' || type === 'datetime';
}

/** A discrete column's numbers as categories. */
function toCategories(pair: NumericPair): CategoricalPair {
  const side = (counts: Float64Array) => {
    const map = new Map<string, number>();
    pair.values.forEach((value, index) => {
      if (counts[index] > 0) {
        map.set(String(value), counts[index]);
      }
    });
    return map;
  };
  return pairCategorical(side(pair.reference), side(pair.current));
}

function newCategoriesOf(
  pair: CategoricalPair,
): ColumnEvidence['newCategories'] {
  const unseen = pair.categories
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => pair.reference[index] === 0)
    .sort((a, b) => pair.current[b.index] - pair.current[a.index]);
  const rows = unseen.reduce((sum, { index }) => sum + pair.current[index], 0);
  return {
    total: unseen.length,
    share: pair.currentTotal > 0 ? rows / pair.currentTotal : 0,
    examples: unseen
      .slice(0, EXAMPLES)
      .map(({ name }) =>
        name.length > MAX_EXAMPLE ? `${name.slice(0, MAX_EXAMPLE)}…` : name,
      ),
  };
}

function countDistinct(pair: SamplePair): ColumnEvidence['distinct'] {
  const present = (counts: Float64Array) =>
    counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return {
    reference: present(pair.reference),
    current: present(pair.current),
    both: pair.reference.length,
  };
}

/**
 * Everything about one column from its samples.
 *
 * @param tests - those that are asked; which apply is decided here
 */
export function columnEvidence(options: {
  column: string;
  type: ColumnType;
  typeReason: string | undefined;
  weight: number | undefined;
  reference: SampleCounts;
  current: SampleCounts;
  pair: SamplePair | undefined;
  /** Where they are known better than the pair tells. */
  moments?: ColumnEvidence['moments'];
  tests: readonly AnyDriftTest[];
}): ColumnEvidence {
  const { column, type, typeReason, weight, reference, current, tests } =
    options;
  const source = options.pair;
  const moments =
    options.moments ??
    (source?.kind === 'numeric' ? momentsOf(source) : undefined);
  const pair =
    type === 'discrete' && source?.kind === 'numeric'
      ? toCategories(source)
      : source;
  const results: Record<string, TestResult> = {};
  for (const test of tests) {
    if (test.appliesTo.includes(type) && pair && source) {
      const asked = fitsPair(test, pair) ? pair : source;
      if (fitsPair(test, asked)) {
        results[test.id] = runTest(test, asked);
      }
    }
  }
  return {
    column,
    type,
    typeReason,
    reference,
    current,
    weight,
    tests: results,
    distinct: pair && countDistinct(pair),
    newCategories:
      pair?.kind === 'categorical' ? newCategoriesOf(pair) : undefined,
    moments,
    signals: signalsOf({
      reference,
      current,
      // Time goes on: later than ever before is no drift
      pair: type === 'datetime' ? undefined : pair,
      moments,
    }),
    pair,
    distribution:
      source && distributionOf(type === 'discrete' ? pair! : source),
  };
}
