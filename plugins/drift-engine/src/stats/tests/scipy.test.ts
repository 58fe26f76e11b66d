import scipy from '../__fixtures__/scipyValues.json';
import { isCloseProbability, isCloseStatistic } from '../__fixtures__/isClose';
import {
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  SamplePair,
} from '../../samples';
import { createTestRegistry, runTest } from '../testRegistry';

const registry = createTestRegistry();
const run = (id: string, pair: SamplePair) => runTest(registry.get(id)!, pair);

describe('tests of two samples', () => {
  it.each(scipy.samples.map((sample, index) => ({ index, ...sample })))(
    'equal SciPy on sample $index, with ties and unequal sizes',
    sample => {
      const pair = pairNumeric(
        numericSampleOf(sample.reference),
        numericSampleOf(sample.current),
      );
      const wrong: string[] = [];
      const check = (id: string, expected: number | number[] | null) => {
        if (expected === null) {
          return;
        }
        const [statistic, p] = [expected].flat();
        const ours = run(id, pair);
        if (!isCloseStatistic(ours.statistic ?? NaN, statistic)) {
          wrong.push(`${id}: ${ours.statistic} instead of ${statistic}`);
        }
        if (p !== undefined && !isCloseProbability(ours.pValue ?? NaN, p)) {
          wrong.push(`p of ${id}: ${ours.pValue} instead of ${p}`);
        }
      };
      check('ks', sample.ks);
      check('wasserstein', sample.wasserstein);
      check('energy', sample.energy);
      check('mannWhitney', sample.mannWhitney);
      check('cramerVonMises', sample.cramerVonMises);
      expect(wrong).toEqual([]);
    },
  );
});

describe('tests of tables', () => {
  it.each(scipy.tables)('equal SciPy on $counts', table => {
    const [reference, current] = table.counts.map(
      row => new Map(row.map((count, index) => [`c${index}`, count])),
    );
    const pair = pairCategorical(reference, current);
    const wrong = [
      ['chiSquare', table.chiSquare?.[0], table.chiSquare?.[1]],
      ['g', table.g?.[0], table.g?.[1]],
      ['fisher', undefined, table.fisher ?? undefined],
    ].filter(([id, statistic, p]) => {
      const ours = run(id as string, pair);
      return (
        (statistic !== undefined &&
          !isCloseStatistic(ours.statistic ?? NaN, Number(statistic))) ||
        (p !== undefined && !isCloseProbability(ours.pValue ?? NaN, Number(p)))
      );
    });
    expect(wrong).toEqual([]);
    expect(run('chiSquare', pair).dof).toBe(table.counts[0].length - 1);
  });
});
