import { resolveWindows } from './windows';

describe('resolveWindows', () => {
  it('gives whole days in UTC that have ended', () => {
    expect(
      resolveWindows({
        length: 'P1D',
        until: '2024-03-01T05:30:00Z',
        count: 2,
      }),
    ).toEqual([
      { start: '2024-02-28T00:00:00.000Z', end: '2024-02-29T00:00:00.000Z' },
      { start: '2024-02-29T00:00:00.000Z', end: '2024-03-01T00:00:00.000Z' },
    ]);
  });

  it('begins weeks on Mondays', () => {
    const [{ start, end }] = resolveWindows({
      length: 'P1W',
      until: '2026-11-21T00:00:00Z',
      count: 1,
    });
    expect(new Date(start).getUTCDay()).toBe(1);
    expect([start, end]).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-16T00:00:00.000Z',
    ]);
  });

  it('takes a window that ends this moment as whole', () => {
    const [{ end }] = resolveWindows({
      length: 'PT6H',
      until: '2026-11-21T12:00:00Z',
      count: 1,
    });
    expect(end).toBe('2026-11-21T12:00:00.000Z');
  });

  it('refuses a length that is none', () => {
    expect(() =>
      resolveWindows({
        length: 'P1M',
        until: '2026-11-21T12:00:00Z',
        count: 1,
      }),
    ).toThrow("'P1M' is no duration");
  });
});
