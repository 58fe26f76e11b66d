import {
  formatDay,
  formatMoment,
  formatWindow,
  momentFormat,
} from './formatDay';

it('says days and moments in UTC, wherever the reader sits', () => {
  expect(formatDay('2026-09-30T23:30:00-02:00')).toBe('1 Oct');
  expect(formatMoment('2026-09-05T04:05:59Z')).toBe('5 Sep 2026, 04:05 UTC');
});

it.each([
  ['2026-11-12T00:00:00Z', '2026-11-13T00:00:00Z', '12 Nov to 13 Nov'],
  ['2026-11-12T06:00:00Z', '2026-11-12T07:00:00Z', '12 Nov 06:00 to 07:00'],
  [
    '2026-11-12T23:00:00Z',
    '2026-11-13T00:00:00Z',
    '12 Nov 23:00 to 13 Nov 00:00',
  ],
])('names the hours of a window that is no whole days', (start, end, text) => {
  expect(formatWindow(start, end)).toBe(text);
});

it('says days without a time where all are whole', () => {
  const days = ['2026-11-12T00:00:00Z', '2026-11-13T00:00:00Z'];
  expect(days.map(momentFormat(days))).toEqual(['12 Nov 2026', '13 Nov 2026']);
  const moments = [days[0], '2026-11-12T06:00:00Z'];
  expect(moments.map(momentFormat(moments))).toEqual([
    '12 Nov 2026, 00:00 UTC',
    '12 Nov 2026, 06:00 UTC',
  ]);
});
