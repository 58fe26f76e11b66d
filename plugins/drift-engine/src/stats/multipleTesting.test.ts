import { benjaminiHochberg, bonferroni } from './multipleTesting';

describe('correction for many tests', () => {
  it('adjusts as R does: p.adjust(c(.01, .04, .03, .005, .5), "BH")', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5]);
    [0.025, 0.05, 0.05, 0.025, 0.5].forEach((expected, index) =>
      expect(adjusted[index]).toBeCloseTo(expected, 12),
    );
  });

  it('multiplies by the number of tests, up to 1', () => {
    expect(bonferroni([0.01, 0.5, 0.2])).toEqual([0.03, 1, 0.6000000000000001]);
  });

  it('leaves out tests without a p-value and does not count them', () => {
    expect(benjaminiHochberg([undefined, 0.04])).toEqual([undefined, 0.04]);
    expect(bonferroni([undefined, 0.04, undefined])).toEqual([
      undefined,
      0.04,
      undefined,
    ]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('keeps the order of the p-values and never lowers one', () => {
    const p = [0.9, 0.001, 0.02, 0.019, 0.3, 0.02];
    const adjusted = benjaminiHochberg(p) as number[];
    p.forEach((value, index) =>
      expect(adjusted[index]).toBeGreaterThanOrEqual(value),
    );
    const inOrder = p
      .map((value, index) => ({ value, index }))
      .sort((a, b) => a.value - b.value)
      .map(({ index }) => adjusted[index]);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
  });
});
