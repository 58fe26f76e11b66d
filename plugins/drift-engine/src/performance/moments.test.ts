import fc from 'fast-check';
import {
  addToMoments,
  mergeMoments,
  noMoments,
  standardError,
} from './moments';

const momentsOf = (values: readonly number[]) => {
  const moments = noMoments();
  values.forEach(value => addToMoments(moments, value));
  return moments;
};

describe('moments', () => {
  it('are those of the definition, far from zero too', () => {
    const moments = momentsOf([1e9 + 1, 1e9 + 2, 1e9 + 6]);
    expect(moments).toEqual({ count: 3, mean: 1e9 + 3, squares: 14 });
    expect(standardError(moments)).toBeCloseTo(Math.sqrt(7 / 3), 12);
    expect(standardError(momentsOf([5]))).toBeUndefined();
  });

  it('merge into those of all values', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }));
    fc.assert(
      fc.property(values, values, (a, b) => {
        const { count, mean, squares } = momentsOf([...a, ...b]);
        expect(mergeMoments(momentsOf(a), momentsOf(b))).toEqual({
          count,
          mean: expect.closeTo(mean, 8),
          squares: expect.closeTo(squares, 4),
        });
      }),
    );
  });
});
