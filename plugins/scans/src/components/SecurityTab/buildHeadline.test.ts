import {
  countsOf,
  createPosture,
  createUpgrade,
} from '../../__testUtils__/scanFixtures';
import { buildHeadline } from './buildHeadline';
import { statusOf } from './statusOf';

const say = (posture: Parameters<typeof createPosture>[0]) =>
  buildHeadline(createPosture(posture))
    .map(part => part.text)
    .join('');

it('says what is open, new, overdue, and what the first upgrades close', () => {
  expect(say({})).toBe(
    '1 critical, 4 high, 26 others open. 2 new since yesterday. 1 overdue. 1 known to be exploited. Fixing 3 packages closes 19 of 31 findings.',
  );
});

it('leads from each number to the findings that it counts', () => {
  expect(
    buildHeadline(createPosture())
      .filter(part => part.filter)
      .map(part => part.filter),
  ).toEqual([
    { severity: 'critical' },
    { severity: 'high' },
    { severity: 'medium,low,info,unknown' },
    { new: '1' },
    { overdue: 'true' },
    { exploited: 'true' },
    { fixable: 'true' },
  ]);
});

it('speaks of a week where nothing came since yesterday', () => {
  expect(say({ newSinceYesterday: 0 })).toContain('5 new in the last 7 days.');
  expect(say({ newSinceYesterday: undefined })).toContain('in the last 7 days');
});

it('never calls an old scan clean', () => {
  const stale = {
    state: 'stale' as const,
    open: countsOf(),
    overdue: 0,
    exploited: 0,
    upgrades: [],
  };
  expect(say(stale)).toBe(
    'Every scan is out of date. When last seen: Nothing open.',
  );
  expect(statusOf(createPosture(stale))).toBe('unknown');
});

it('calls nothing fine whose severity nobody knows', () => {
  const rated = { state: 'findings' as const, overdue: 0, exploited: 0 };
  const statusWith = (counts: Parameters<typeof countsOf>[0]) =>
    statusOf(createPosture({ ...rated, open: countsOf(counts) }));
  expect(statusWith({ unknown: 2 })).toBe('unknown');
  expect(statusWith({ unknown: 2, high: 1 })).toBe('warn');
  expect(statusWith({ low: 2 })).toBe('ok');
});

it('limits a clean answer to what was scanned', () => {
  expect(
    say({
      state: 'clean',
      open: countsOf(),
      new: 0,
      newSinceYesterday: 0,
      overdue: 0,
      exploited: 0,
      upgrades: [],
    }),
  ).toBe('Nothing open in what was scanned.');
});

it('says when nothing is urgent, and counts one as one', () => {
  expect(
    say({
      open: countsOf({ low: 1 }),
      new: 0,
      newSinceYesterday: 0,
      overdue: 0,
      exploited: 0,
      upgrades: [createUpgrade({ closes: 1 })],
    }),
  ).toBe(
    '1 finding open, none of them critical or high. Fixing 1 package closes 1 of 1 finding.',
  );
});

it('stays critical when a bad scan grows old', () => {
  expect(statusOf(createPosture({ state: 'stale' }))).toBe('critical');
});
