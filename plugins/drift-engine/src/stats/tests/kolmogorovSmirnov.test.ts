import { kolmogorovTail } from '../distributions/kolmogorov';
import { exactTwoSampleTail } from '../distributions/kolmogorovTwoSample';
import { kolmogorovSmirnovPValue } from './kolmogorovSmirnov';

const pValueOf = (
  statistic: number,
  referenceTotal: number,
  currentTotal: number,
) => kolmogorovSmirnovPValue({ statistic, referenceTotal, currentTotal });

describe('the p-value of Kolmogorov-Smirnov', () => {
  it('is exact up to ten thousand rows a side', () => {
    expect(pValueOf(0.02, 10_000, 10_000)).toBe(
      exactTwoSampleTail(10_000, 10_000, 0.02),
    );
    expect(pValueOf(0.02, 10_001, 10_000)).toBe(kolmogorovTail(5000, 0.02));
  });

  it('rounds half an effective row to the even neighbour', () => {
    // 10,001² / 20,002 = 5000.5 and 10,003² / 20,006 = 5001.5
    expect(pValueOf(0.03, 10_001, 10_001)).toBe(kolmogorovTail(5000, 0.03));
    expect(pValueOf(0.03, 10_003, 10_003)).toBe(kolmogorovTail(5002, 0.03));
  });

  it('is 1 without a gap, however many rows there are', () => {
    expect(pValueOf(0, 3, 4)).toBe(1);
    expect(pValueOf(0, 5e6, 5e6)).toBe(1);
    expect(pValueOf(0, 1, 1e9)).toBe(1);
  });
});
