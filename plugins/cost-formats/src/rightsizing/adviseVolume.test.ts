import { formatAmount, readAmount } from '../money/amount';
import { adviseVolume, VolumeUsage } from './adviseVolume';

const GIBIBYTE = 2 ** 30;
const price = readAmount('0.0952')!;
const usage: VolumeUsage = {
  window: { days: 14, samples: 336, expectedSamples: 336 },
  bytes: 100 * GIBIBYTE,
  isMounted: false,
};

describe('adviseVolume', () => {
  it('suggests to let go of what no pod mounts, for the exact price', () => {
    const advice = adviseVolume(usage, price);
    expect(advice).toMatchObject({
      kind: 'suggestion',
      current: '100Gi',
      suggested: 'none, once somebody has looked whether its data is needed',
      evidence: 'In 14 days (336 hours) no pod mounted it.',
    });
    expect(
      advice.kind === 'suggestion' && formatAmount(advice.savingPerMonth!),
    ).toBe('9.52');
  });

  it('knows no saving without a price or a size', () => {
    expect(adviseVolume(usage)).toMatchObject({ savingPerMonth: undefined });
    expect(adviseVolume({ ...usage, bytes: undefined }, price)).toMatchObject({
      current: 'a volume of unknown size',
      savingPerMonth: undefined,
    });
  });

  it('leaves what is mounted, and says of it that it is nearly empty', () => {
    expect(
      adviseVolume(
        { ...usage, isMounted: true, usedBytes: 1.5 * GIBIBYTE },
        price,
      ),
    ).toEqual({
      kind: 'withheld',
      current: '100Gi',
      evidence:
        'A pod mounts it, or did in the last 14 days; never more than 1536Mi were on it, which is less than 5 %: it is nearly empty.',
      reason: 'A pod mounts it, or did in the last 14 days.',
    });
    expect(
      adviseVolume({ ...usage, isMounted: true, usedBytes: 50 * GIBIBYTE }),
    ).toMatchObject({
      evidence:
        'A pod mounts it, or did in the last 14 days; never more than 50Gi were on it.',
    });
  });

  it.each([
    [23, 'There are 23 measured hours, 24 are needed.'],
    [200, 'Only 59 % of the last 14 days were measured, 80 % are needed.'],
  ])('is not sure after %d hours', (samples, reason) => {
    const window = { ...usage.window, samples };
    expect(adviseVolume({ ...usage, window }, price)).toMatchObject({ reason });
  });
});
