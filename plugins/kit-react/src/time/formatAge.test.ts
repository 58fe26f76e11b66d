import { formatAge } from './formatAge';

const now = new Date('2026-11-20T12:00:00Z');

it.each([
  ['2026-11-20T11:59:30Z', 'just now'],
  ['2026-11-20T11:59:00Z', '1 min ago'],
  ['2026-11-20T11:00:01Z', '59 min ago'],
  ['2026-11-20T10:00:00Z', '2 h ago'],
  ['2026-11-17T11:00:00Z', '3 d ago'],
  ['2026-11-23T12:00:00Z', 'in 3 d'],
  ['2026-11-20T12:00:20Z', 'just now'],
  ['2026-01-02T03:04:05Z', '2026-01-02'],
])('%s is read as "%s"', (moment, text) => {
  expect(formatAge(new Date(moment), now)).toBe(text);
});
