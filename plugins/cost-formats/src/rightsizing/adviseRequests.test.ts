import { formatAmount, readAmount } from '../money/amount';
import { adviseRequests } from './adviseRequests';
import { ContainerUsage } from './ContainerUsage';
import { kustomizePatch } from './kustomizePatch';

/** Of three pods together. */
const prices = {
  coreHour: 3n * readAmount('0.031611')!,
  gibibyteHour: 3n * readAmount('0.004237')!,
};
const MEBIBYTE = 2 ** 20;

const window = { days: 14, samples: 4000, expectedSamples: 4032 };
const usage: ContainerUsage = {
  namespace: 'shop',
  workload: 'cart',
  workloadKind: 'Deployment',
  container: 'app',
  isChanged: false,
  isAutoscaled: false,
  cpu: { window, p95Cores: 0.231, requestMillicores: 1000 },
  memory: {
    window,
    maxBytes: 400 * MEBIBYTE,
    requestBytes: 1024 * MEBIBYTE,
    wasKilled: false,
  },
};
const cpu = (more: object) => ({ cpu: { ...usage.cpu!, ...more } });
const memory = (more: object) => ({
  cpu: undefined,
  memory: { ...usage.memory!, ...more },
});
const measured = (more: object) => cpu({ window: { ...window, ...more } });

const reasonsOf = (more: Partial<ContainerUsage>) =>
  adviseRequests({ ...usage, ...more }, prices).map(advice =>
    advice.kind === 'withheld' ? advice.reason : advice.suggested,
  );

describe('adviseRequests', () => {
  it('suggests the quantile and the maximum with its margin, with evidence and the exact saving', () => {
    const advice = adviseRequests(usage, prices).map(of => ({
      ...of,
      savingPerMonth:
        of.kind === 'suggestion' && formatAmount(of.savingPerMonth!),
    }));
    expect(advice).toEqual([
      {
        kind: 'suggestion',
        resource: 'cpu',
        less: 760,
        current: '1000m',
        suggested: '240m',
        evidence:
          'In 14 days (4000 samples) 95 % of the time no more than 231m were used.',
        // 0.76 cores × 3 × 730 h × 0.031611
        savingPerMonth: '52.6133484',
      },
      {
        kind: 'suggestion',
        resource: 'memory',
        less: 560 * MEBIBYTE,
        current: '1024Mi',
        suggested: '464Mi',
        evidence:
          'In 14 days (4000 samples) never more than 400Mi were used, 15 % are added.',
        // 560/1024 GiB × 3 × 730 h × 0.004237
        savingPerMonth: '5.07446953125',
      },
    ]);
  });

  it.each([
    [0.03, '30m'],
    [0.0301, '40m'],
    [0, '10m'],
    [0.29, '290m'],
  ])('rounds %d cores up to %s', (p95Cores, suggested) => {
    expect(reasonsOf({ ...cpu({ p95Cores }), memory: undefined })).toEqual([
      suggested,
    ]);
  });

  it.each([
    [{ isChanged: true }, /was changed in the last 14 days/],
    [measured({ samples: 99, expectedSamples: 99 }), /99 samples, 100 are/],
    [measured({ samples: 3225 }), /Only 79 % of the last 14 days/],
    [{ isAutoscaled: true }, /autoscaler/],
    [{ isAutoscaled: true, isChanged: true }, /autoscaler/],
    [cpu({ p95Cores: 1.2 }), /too low.*1200m would fit, 1000m are/],
    [cpu({ p95Cores: 0.991 }), /The request fits/],
    [cpu({ p95Cores: NaN }), /no quantity/],
    [memory({ wasKilled: true }), /was killed for its memory/],
  ])('withholds its advice of %j and says why', (more, reason) => {
    expect(reasonsOf(more)[0]).toMatch(reason);
  });

  it('shows what is requested and was measured beside its reason', () => {
    expect(adviseRequests({ ...usage, isChanged: true }, prices)[0]).toEqual({
      kind: 'withheld',
      resource: 'cpu',
      less: 0,
      current: '1000m',
      evidence:
        'In 14 days (4000 samples) 95 % of the time no more than 231m were used.',
      reason: 'The workload was changed in the last 14 days.',
    });
  });

  it('has a suggestion without a saving where no price is known', () => {
    expect(adviseRequests(usage, {})).toMatchObject([
      { suggested: '240m', savingPerMonth: undefined },
      { suggested: '464Mi', savingPerMonth: undefined },
    ]);
  });

  it('says nothing of what was not measured', () => {
    expect(reasonsOf({ cpu: undefined, memory: undefined })).toEqual([]);
  });
});

describe('kustomizePatch', () => {
  it('sets the suggested requests of the container alone', () => {
    const advice = adviseRequests(
      { ...usage, ...memory({ requestBytes: 1 }), cpu: usage.cpu },
      prices,
    );
    expect(kustomizePatch(usage, advice)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: "cart"
  namespace: "shop"
spec:
  template:
    spec:
      containers:
        - name: "app"
          resources:
            requests:
              cpu: 240m
`);
  });

  it('knows where a CronJob describes its pods', () => {
    const advice = adviseRequests(usage, prices);
    expect(kustomizePatch({ ...usage, workloadKind: 'CronJob' }, advice))
      .toBe(`apiVersion: batch/v1
kind: CronJob
metadata:
  name: "cart"
  namespace: "shop"
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: "app"
              resources:
                requests:
                  cpu: 240m
                  memory: 464Mi
`);
  });

  it.each(['StatefulSet', 'DaemonSet'])('patches a %s', workloadKind => {
    expect(
      kustomizePatch({ ...usage, workloadKind }, adviseRequests(usage, prices)),
    ).toContain(`apiVersion: apps/v1\nkind: ${workloadKind}\n`);
  });

  it.each(['Job', 'Rollout', 'constructor', undefined])(
    'has no patch for a workload of the kind %s',
    workloadKind => {
      const advice = adviseRequests(usage, prices);
      expect(kustomizePatch({ ...usage, workloadKind }, advice)).toBe(
        undefined,
      );
    },
  );

  it('has nothing to say where nothing is suggested', () => {
    expect(
      kustomizePatch(
        usage,
        adviseRequests({ ...usage, isChanged: true }, prices),
      ),
    ).toBeUndefined();
  });

  it('lets nothing but names into the manifest', () => {
    const advice = adviseRequests(usage, prices);
    for (const workload of ['a"\nkind: Pod', '', 'A', '../x', 'a: b']) {
      expect(() => kustomizePatch({ ...usage, workload }, advice)).toThrow(
        RangeError,
      );
    }
  });
});
