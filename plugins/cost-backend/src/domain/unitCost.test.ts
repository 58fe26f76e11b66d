import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { unitCost } from './unitCost';

const per = (amount: string, count: number | undefined, units = 1) =>
  unitCost(readAmount(amount), count, units);

describe('unitCost', () => {
  it('divides to twelve places, a half away from zero', () => {
    expect(per('10', 4)).toBe('2.5');
    expect(per('10', 3)).toBe('3.333333333333');
    expect(per('20', 3)).toBe('6.666666666667');
    expect(per('0.000000000001', 2)).toBe('0.000000000001');
    expect(per('-0.000000000001', 2)).toBe('-0.000000000001');
    expect(per('-20', 3)).toBe('-6.666666666667');
    expect(per('0', 7)).toBe('0');
  });

  it('multiplies before it divides', () => {
    expect(per('1', 3000, 1000)).toBe('0.333333333333');
    expect(per('0.000000000001', 1, 1_000_000)).toBe('0.000001');
    expect(per('1', Number.MAX_SAFE_INTEGER, 1_000_000)).toBe('0.000000000111');
  });

  it('is none of nothing, and of what is not known', () => {
    expect(per('10', 0)).toBeUndefined();
    expect(per('10', undefined)).toBeUndefined();
    expect(unitCost(undefined, 5, 1)).toBeUndefined();
  });
});
