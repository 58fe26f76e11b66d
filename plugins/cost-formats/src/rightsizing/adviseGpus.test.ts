import { formatAmount, readAmount } from '../money/amount';
import { adviseGpus, GpuUsage } from './adviseGpus';

const gpuHour = readAmount('2.48')!;
const hours = (count: number, busy: number) => Array(count).fill(busy);
const usage: GpuUsage = {
  gpus: 4,
  windowDays: 2,
  busyByHour: [...hours(46, 1), ...hours(2, 4)],
  isChanged: false,
};

describe('adviseGpus', () => {
  it('suggests what is enough in 95 % of the hours', () => {
    const advice = adviseGpus(usage, gpuHour);
    expect(advice).toMatchObject({
      kind: 'suggestion',
      current: '4 GPUs',
      suggested: '1 GPU',
      evidence:
        'In 2 days (48 hours) no more than 1 of 4 were busy in 95 % of the hours; busy is a mean of 5 % or more.',
    });
    // 3 × 730 h × 2.48
    expect(
      advice.kind === 'suggestion' && formatAmount(advice.savingPerMonth!),
    ).toBe('5431.2');
  });

  it('suggests none where none was busy, and knows no price of a slice', () => {
    expect(
      adviseGpus(
        { ...usage, gpus: 2, slice: 'mig-1g.5gb', busyByHour: hours(48, 0) },
        gpuHour,
      ),
    ).toMatchObject({
      current: '2 mig-1g.5gb',
      suggested: 'none',
      savingPerMonth: undefined,
    });
    expect(
      adviseGpus({ ...usage, gpus: 1, busyByHour: hours(48, 0) }),
    ).toMatchObject({ current: '1 GPU', savingPerMonth: undefined });
  });

  it.each([
    [{ busyByHour: [...hours(45, 1), ...hours(3, 4)] }, 'All of it is used.'],
    [{ isChanged: true }, 'The workload was changed in the last 2 days.'],
    [
      { busyByHour: hours(23, 0) },
      'There are 23 measured hours, 24 are needed.',
    ],
    [{ busyByHour: hours(38, 0) }, /^Only 79 % of the last 2 days/],
    [{ gpus: NaN }, 'What was measured is no quantity.'],
  ])('withholds its advice of %j and says why', (more, reason) => {
    const advice = adviseGpus({ ...usage, ...more }, gpuHour);
    expect(advice.kind === 'withheld' && advice.reason).toMatch(reason);
  });
});
