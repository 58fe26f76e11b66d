import { adviseSpot, SpotUsage } from './adviseSpot';

const usage: SpotUsage = {
  workloadKind: 'Deployment',
  windowDays: 14,
  pods: 3,
  spotPods: 1,
  mountsVolumes: false,
};

describe('adviseSpot', () => {
  it('suggests nodes that may be interrupted to what serves on, with its rule', () => {
    expect(adviseSpot(usage, 7n)).toEqual({
      kind: 'suggestion',
      current: '2 pods on nodes on demand',
      suggested: 'nodes that may be interrupted (spot)',
      evidence:
        'A Deployment of 3 pods without volumes: others serve on while one moves.',
      savingPerMonth: 7n,
    });
    expect(
      adviseSpot({ ...usage, workloadKind: 'CronJob', spotPods: 0 }),
    ).toMatchObject({
      evidence:
        'Jobs of a CronJob without volumes, 3 pods in 14 days: Kubernetes starts anew what is interrupted.',
      savingPerMonth: undefined,
    });
  });

  it.each([
    [{ spotPods: 3 }, /interrupted already/],
    [{ mountsVolumes: true }, /mount volumes/],
    [{ pods: 1, spotPods: 0 }, /one pod/],
    [{ pods: 1, spotPods: 0, workloadKind: 'CronJob' as const }, /ran once/],
  ])('withholds its advice of %j and says why', (more, reason) => {
    const advice = adviseSpot({ ...usage, ...more }, 7n);
    expect(advice.kind === 'withheld' && advice.reason).toMatch(reason);
  });
});
