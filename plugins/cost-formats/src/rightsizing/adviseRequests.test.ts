import { formatAmount, readAmount } from '../money/amount';
import { adviseRequests } from './adviseRequests';
import { ContainerUsage } from './ContainerUsage';
import { kustomizePatch } from './kustomizePatch';

const prices = {
  coreHour: readAmount('0.031611')!,
  gibibyteHour: readAmount('0.004237')!,
};
const MEBIBYTE = 2 ** 20;

const usage: ContainerUsage = {
  namespace: 'shop',
  workload: 'cart',
  container: 'app',
  replicas: 3,
  windowDays: 14,
  samples: 4000,
  expectedSamples: 4032,
  isChanged: false,
  isAutoscaled: false,
  cpu: { p95Cores: 0.231, requestMillicores: 1000 },
  memory: { maxBytes: 400 * MEBIBYTE, requestBytes: 1024 * MEBIBYTE },
};

const reasonsOf = (more: Partial<ContainerUsage>) =>
  adviseRequests({ ...usage, ...more }, prices).map(advice =>
    advice.kind === 'withheld' ? advice.reason : advice.suggested,
  );

describe('adviseRequests', () => {
  it('suggests the quantile and the maximum with its margin, with evidence and the exact saving', () => {
    const advice = adviseRequests(usage, prices).map(of => ({
      ...of,
      savingPerMonth:
        of.kind === 'suggestion' && formatAmount(of.savingPerMonth),
    }));
    expect(advice).toEqual([
      {
        kind: 'suggestion',
        resource: 'cpu',
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
    expect(
      reasonsOf({
        cpu: { p95Cores, requestMillicores: 1000 },
        memory: undefined,
      }),
    ).toEqual([suggested]);
  });

  it.each([
    [{ isChanged: true }, /was changed in the last 14 days/],
    [{ samples: 99, expectedSamples: 99 }, /99 samples, 100 are needed/],
    [{ samples: 3225 }, /Only 79 % of the last 14 days/],
    [{ isAutoscaled: true }, /autoscaler/],
    [
      { cpu: { p95Cores: 1.2, requestMillicores: 1000 } },
      /too low.*1200m would fit, 1000m are/,
    ],
    [{ cpu: { p95Cores: 0.991, requestMillicores: 1000 } }, /The request fits/],
    [{ cpu: { p95Cores: NaN, requestMillicores: 1000 } }, /no quantity/],
  ])('withholds its advice of %j and says why', (more, reason) => {
    expect(reasonsOf(more)[0]).toMatch(reason);
  });

  it('says nothing of what was not measured', () => {
    expect(reasonsOf({ cpu: undefined, memory: undefined })).toEqual([]);
  });
});

describe('kustomizePatch', () => {
  it('sets the suggested requests of the container alone', () => {
    const advice = adviseRequests(
      { ...usage, memory: { maxBytes: 1, requestBytes: 1 } },
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
