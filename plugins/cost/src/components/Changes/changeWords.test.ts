import { describeMonths } from './changeWords';

it.each([
  [[], '–'],
  [['2026-10'], 'Oct 2026'],
  [['2027-01', '2026-11', '2026-12'], 'Nov 2026 to Jan 2027'],
  [['2026-08', '2026-10'], 'Aug 2026, Oct 2026'],
])('says %j as %s', (months, text) => {
  expect(describeMonths(months)).toBe(text);
});
