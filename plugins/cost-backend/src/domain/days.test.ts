import { addDays, daysFrom, daysOfMonth, listDays, monthBefore } from './days';

it.each([
  ['2028-02', '2028-02-29'],
  ['2027-02', '2027-02-28'],
  ['2026-12', '2026-12-31'],
  ['2026-11', '2026-11-30'],
])('%s ends on %s', (month, end) => {
  expect(daysOfMonth(month)).toEqual({ start: `${month}-01`, end });
});

it('counts days and months over the ends of years, and where clocks change', () => {
  expect(monthBefore('2026-01')).toBe('2025-12');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(listDays('2026-03-28', '2026-03-30')).toHaveLength(3);
  expect(listDays('2026-03-30', '2026-03-28')).toEqual([]);
  expect(daysFrom('2026-10-24', '2026-10-26')).toBe(2);
});
