import {
  ColumnDetail,
  ColumnResult,
} from '@plumbline/backstage-plugin-drift-common';
import { SHARES, daysAgo } from './fixtureDays';

const trend = (scale: number) =>
  SHARES.map((share, day) => ({
    windowEnd: daysAgo(29 - day),
    effect: share === null ? null : share * scale,
  }));

export function createColumn(
  overrides: Partial<ColumnResult> = {},
): ColumnResult {
  return {
    column: 'income',
    type: 'numeric',
    status: 'critical',
    drifted: true,
    reasons: ['KS 0.22, certainly between 0.219 and 0.221, q < 0.001.'],
    decidedBy: 'ks',
    effect: 0.22,
    noiseFloor: 0.006,
    threshold: 0.1,
    adjustedPValue: 1e-9,
    weight: 1,
    counts: {
      reference: 1_200_000,
      current: 88_123,
      nullReference: 12_000,
      nullCurrent: 4_400,
      newCategories: 0,
    },
    unseenShare: 0.004,
    sketch: {
      kind: 'numeric',
      reference: [0.1, 0.2, 0.3, 0.2, 0.1, 0.1],
      current: [0, 0.1, 0.2, 0.3, 0.2, 0.2],
    },
    trend: trend(1.6),
    ...overrides,
  };
}

export const region = createColumn({
  column: 'region',
  type: 'categorical',
  status: 'warn',
  reasons: ['Jensen-Shannon 0.14, noise of sampling 0.02; 2 new categories.'],
  decidedBy: 'jensenShannon',
  effect: 0.14,
  noiseFloor: 0.02,
  counts: {
    reference: 1_200_000,
    current: 88_123,
    nullReference: 0,
    nullCurrent: 0,
    newCategories: 2,
  },
  unseenShare: 0.06,
  trend: trend(1),
});

export const steady = ['age', 'tenure', 'balance', 'products'].map(
  (column, index) =>
    createColumn({
      column,
      status: 'ok',
      drifted: false,
      reasons: ['Within the noise of sampling.'],
      effect: 0.002 * index,
      adjustedPValue: 0.6,
      unseenShare: 0,
      trend: trend(0.1),
      counts: {
        reference: 1_200_000,
        current: 88_123,
        nullReference: 0,
        nullCurrent: 0,
        newCategories: 0,
      },
    }),
);

const columnHistory = trend(1.6).map(({ windowEnd, effect }, day) => ({
  runId: `r${30 - day}`,
  windowStart: daysAgo(30 - day),
  windowEnd,
  status: effect === null ? ('unknown' as const) : ('ok' as const),
  effect,
  low: effect === null ? undefined : effect * 0.9,
  high: effect === null ? undefined : effect * 1.1,
  noiseFloor: 0.006,
  threshold: 0.1,
  nullShare: 0.01 + 0.001 * day,
  unseenShare: 0.0005 * day,
}));

export function createDetail(
  overrides: Partial<ColumnDetail> = {},
): ColumnDetail {
  return {
    ...createColumn(),
    typeReason: 'declared in drift.yaml',
    tests: {
      ks: { statistic: 0.22, low: 0.219, high: 0.221, pValue: 1e-12 },
      wasserstein: {
        statistic: 812.4,
        scales: { normalised: 0.31 },
        noiseFloor: 6,
      },
      psi: { statistic: 0.31, dof: 9 },
      energy: { statistic: null, reason: 'too many rows to compare all pairs' },
    },
    signals: [
      {
        kind: 'nullShare',
        reference: 0.01,
        current: 0.05,
        text: 'Nulls rose from 1 % to 5 % of rows.',
      },
    ],
    distribution: {
      kind: 'numeric',
      edges: [0, 800, 1400, 1900, 2300, 2700, 3200, 3900, 5000, 7000, 12_000],
      reference: Array.from({ length: 10 }, () => 119_000),
      current: [
        3000, 4000, 5500, 7000, 8000, 9500, 11_000, 12_500, 13_000, 10_000,
      ],
      below: { reference: 0, current: 20 },
      above: { reference: 0, current: 203 },
    },
    newCategories: [],
    history: columnHistory,
    ...overrides,
  };
}

export const regionDetail = createDetail({
  ...region,
  tests: {
    jensenShannon: {
      statistic: 0.14,
      scales: { base2: 0.168 },
      noiseFloor: 0.02,
    },
    chiSquare: { statistic: 4120, pValue: 0, dof: 6 },
  },
  signals: [],
  distribution: {
    kind: 'categorical',
    categories: [
      ['north', 400_000, 20_000, false],
      ['south', 350_000, 28_000, false],
      ['east', 250_000, 15_000, false],
      ['west, with the islands and everything beyond', 200_000, 19_000, false],
      ['online', 0, 4000, true],
      ['partner', 0, 1300, true],
    ].map(([name, reference, current, isNew]) => ({
      name: String(name),
      reference: Number(reference),
      current: Number(current),
      isNew: Boolean(isNew),
    })),
    other: { reference: 0, current: 823 },
  },
  newCategories: ['online', 'partner'],
});
