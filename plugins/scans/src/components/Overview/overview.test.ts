import { countsOf, createSummary } from '../../__testUtils__/scanFixtures';
import { groupByOwner } from './groupByOwner';
import { groupBySystem } from './groupBySystem';
import { readOrder, sortSummaries } from './sortSummaries';
import { summariseOverview } from './summariseOverview';

const entity = (
  name: string,
  overrides: Parameters<typeof createSummary>[0] = {},
) =>
  createSummary({
    entityRef: `component:default/${name}`,
    open: countsOf(),
    overdue: 0,
    exploited: 0,
    ...overrides,
  });

const items = [
  entity('clean', { state: 'clean' }),
  entity('high', { open: countsOf({ high: 9 }) }),
  entity('stale', { state: 'stale' }),
  entity('two', { open: countsOf({ critical: 2 }), overdue: 3 }),
  entity('one', { open: countsOf({ critical: 1, high: 50 }) }),
];

const names = (order: Parameters<typeof sortSummaries>[1]) =>
  sortSummaries(items, order).map(item => item.entityRef.split('/')[1]);

it('puts what needs action first, and what nobody knows before what is clean', () => {
  expect(names('need')).toEqual(['two', 'one', 'high', 'stale', 'clean']);
});

it('sorts by what is asked for', () => {
  expect(names('name')).toEqual(['clean', 'high', 'one', 'stale', 'two']);
  expect(names('overdue')[0]).toBe('two');
  expect(readOrder('overdue')).toBe('overdue');
  expect(readOrder('constructor')).toBe('need');
});

it('tells never scanned, stale and clean apart', () => {
  const never = entity('never', { state: 'never', tools: [] });
  expect(
    summariseOverview({ items: [...items, never], isComplete: true }),
  ).toBe(
    '3 of 5 scanned entities have critical or high findings; 3 findings overdue; 1 not scanned lately; 1 never scanned; 1 clean.',
  );
  expect(summariseOverview({ items: [never], isComplete: true })).toBe(
    'Nothing here was ever scanned.',
  );
  expect(summariseOverview({ items, isComplete: false })).toMatch(
    /more entities than can be shown/,
  );
});

it('puts what is never scanned to its owners, the one with the most first', () => {
  const of = (name: string, ownerRef?: string) =>
    createSummary({ entityRef: `component:default/${name}`, ownerRef });
  const groups = groupByOwner([
    of('a'),
    of('b', 'group:default/one'),
    of('c', 'group:default/two'),
    of('d', 'group:default/two'),
    of('e'),
    of('f'),
  ]);
  expect(groups.map(({ ownerRef, owned }) => [ownerRef, owned.length])).toEqual(
    [
      ['group:default/two', 2],
      ['group:default/one', 1],
      [undefined, 3],
    ],
  );
});

it('counts what is in a system together, and is no calmer than its worst', () => {
  const shop = 'system:default/shop';
  const of = (overrides: Parameters<typeof createSummary>[0]) =>
    createSummary({
      open: countsOf(),
      overdue: 0,
      exploited: 0,
      systemRef: shop,
      ...overrides,
    });
  const systems = groupBySystem([
    of({ state: 'clean' }),
    of({ state: 'never' }),
    of({ open: countsOf({ high: 2, low: 1 }), overdue: 1 }),
    of({ open: countsOf({ high: 1 }), systemRef: 'system:default/warned' }),
    of({ state: 'clean', systemRef: 'system:default/calm' }),
    of({ state: 'never', systemRef: 'system:default/dark' }),
    of({ open: countsOf({ critical: 9 }), systemRef: undefined }),
  ]);
  expect(systems.map(({ systemRef, status }) => [systemRef, status])).toEqual([
    [shop, 'critical'],
    ['system:default/warned', 'warn'],
    ['system:default/dark', 'unknown'],
    ['system:default/calm', 'ok'],
    [undefined, 'critical'],
  ]);
  expect(systems[0]).toMatchObject({
    open: { high: 2, low: 1 },
    overdue: 1,
    scanned: 2,
    total: 3,
  });
});
