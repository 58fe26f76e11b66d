import { reportTime } from './reportTime';

describe('reportTime', () => {
  it.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.123456789Z', '2026-11-20T10:00:00.123Z'],
    ['2026-11-20T12:00:00+02:00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20 10:00:00.5', '2026-11-20T10:00:00.500Z'],
  ])('reads %s', (value, moment) => {
    expect(new Date(reportTime(value)!).toISOString()).toBe(moment);
  });

  it.each([
    '',
    'yesterday',
    '0001-01-01T00:00:00Z',
    '2026-13-45T10:00:00Z',
    '2026-11-20',
    '1763632800',
    '2026-11-20T10:00:00Z<script>',
  ])('takes %p for no time', value => {
    expect(reportTime(value)).toBeUndefined();
  });
});
