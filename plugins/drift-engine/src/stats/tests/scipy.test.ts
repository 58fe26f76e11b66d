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
    if (table.chiSquare && table.g) {
      const chi = run('chiSquare', pair);
      expect(chi.statistic).toBeCloseTo(table.chiSquare[0], 9);
      expect(isCloseProbability(chi.pValue!, table.chiSquare[1])).toBe(true);
      expect(chi.dof).toBe(table.chiSquare[2]);
      const g = run('g', pair);
      expect(g.statistic).toBeCloseTo(table.g[0], 9);
      expect(isCloseProbability(g.pValue!, table.g[1])).toBe(true);
    }
    if (typeof table.fisher === 'number') {
      const fisher = run('fisher', pair);
      expect(isCloseProbability(fisher.pValue!, table.fisher)).toBe(true);
    }
  });
});
