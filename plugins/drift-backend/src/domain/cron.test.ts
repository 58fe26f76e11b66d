import { nextOccurrence } from './cron';

describe('nextOccurrence', () => {
  it.each([
    ['* * * * *', '2026-11-20T10:00:00.000Z', '2026-11-20T10:01:00.000Z'],
    ['*/15 * * * *', '2026-11-20T10:01:30.000Z', '2026-11-20T10:15:00.000Z'],
    ['30 5 * * *', '2026-11-20T05:30:00.000Z', '2026-11-21T05:30:00.000Z'],
    ['0 0 1 1 *', '2026-11-20T05:30:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['0 3 * * mon-fri', '2026-11-20T03:00:00.000Z', '2026-11-23T03:00:00.000Z'],
    ['0 3 * * 7', '2026-11-20T03:00:00.000Z', '2026-11-22T03:00:00.000Z'],
    // Both days restricted: either is enough
    ['0 0 13 * fri', '2026-11-11T00:00:00.000Z', '2026-11-13T00:00:00.000Z'],
    ['0 0 14 * fri', '2026-11-13T00:00:00.000Z', '2026-11-14T00:00:00.000Z'],
    ['0 0 29 feb *', '2026-11-20T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['10/20 1,2 * * *', '2026-11-20T01:50:00.000Z', '2026-11-20T02:10:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(nextOccurrence(expression, after)).toBe(expected);
  });

  it('never comes for a day that no month has', () => {
    expect(
      nextOccurrence('0 0 31 feb *', '2026-11-20T00:00:00.000Z'),
    ).toBeUndefined();
  });

  it.each([
    ['* * * *', 'five fields'],
    ['60 * * * *', 'minute'],
    ['* 24 * * *', 'hour'],
    ['* * 0 * *', 'day of the month'],
    ['* * * foo *', 'month'],
    ['* * * * 8', 'day of the week'],
    ['*/0 * * * *', 'step'],
    ['5-1 * * * *', 'backwards'],
    ['1-2-3 * * * *', 'range'],
  ])('refuses %s and names the %s', (expression, reason) => {
    expect(() =>
      nextOccurrence(expression, '2026-11-20T00:00:00.000Z'),
    ).toThrow(reason);
  });
});
