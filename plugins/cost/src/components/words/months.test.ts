import { daysOf, listDays, monthTitle, shiftMonth } from './months';

it('goes over the turn of a year', () => {
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  expect(shiftMonth('2026-11', 2)).toBe('2027-01');
  expect(shiftMonth('2026-11', -12)).toBe('2025-11');
});

it('knows leap days', () => {
  expect(daysOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(daysOf('2026-12')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

it('lists days over the end of a month', () => {
  expect(listDays('2026-10-30', '2026-11-01')).toEqual([
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
});

it('names a month with its year', () => {
  expect(monthTitle('2026-11')).toBe('November 2026');
});
