import { describeHealth, SourceReadings } from './sourceHealth';

const DAY_MS = 86_400_000;
const source = { id: 'cloud', title: 'The cloud' };
const readAt = '2026-03-10T00:00:00.000Z';

it.each<[string, string, Partial<SourceReadings> | undefined]>([
  ['never', 'it was never read', undefined],
  [
    'ok',
    'its last day ended three days ago',
    { readAt, lastDay: '2026-03-07' },
  ],
  ['stale', 'its last day is older', { readAt, lastDay: '2026-03-06' }],
  ['stale', 'it was read and knows no day', { readAt }],
  [
    'failed',
    'the last attempt failed',
    { readAt, lastDay: '2026-03-10', failure: 'x' },
  ],
  ['failed', 'it never succeeded', { failure: 'x' }],
])('is %s where %s', (state, _why, readings) => {
  expect(
    describeHealth({
      source,
      readings: readings && { source: 'cloud', ...readings },
      nowMs: Date.parse('2026-03-11T00:00:00Z'),
      staleAfterMs: 3 * DAY_MS,
    }).state,
  ).toBe(state);
});
