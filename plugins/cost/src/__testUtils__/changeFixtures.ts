import {
  CostChange,
  CostChangeAnswer,
  CostDifference,
} from '@plumbline/backstage-plugin-cost-common';

export function createDifference(
  overrides: Partial<CostDifference> = {},
): CostDifference {
  return {
    month: '2026-10',
    currency: 'EUR',
    entityRef: 'component:default/checkout',
    before: '412.30',
    after: '380.10',
    ...overrides,
  };
}

export function createChange(overrides: Partial<CostChange> = {}): CostChange {
  return {
    id: 'c1',
    source: 'cloud',
    title: 'Cloud account',
    at: '2026-11-21T10:00:00.000Z',
    cause: 'rules',
    months: ['2026-09', '2026-10'],
    entities: 3,
    differences: [createDifference()],
    ...overrides,
  };
}

export function createChangeAnswer(
  overrides: Partial<CostChangeAnswer> = {},
): CostChangeAnswer {
  return {
    ...createChange(),
    differences: [
      createDifference(),
      createDifference({
        entityRef: 'component:default/search',
        before: null,
        after: '12.5',
      }),
      createDifference({ entityRef: undefined, before: '20', after: null }),
    ],
    ...overrides,
  };
}
