import { formatDay, formatMoment } from './formatDay';

it('says days and moments in UTC, wherever the reader sits', () => {
  expect(formatDay('2026-09-30T23:30:00-02:00')).toBe('1 Oct');
  expect(formatMoment('2026-09-05T04:05:59Z')).toBe('5 Sep 2026, 04:05 UTC');
});
