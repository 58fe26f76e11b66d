import { countWindowDays } from './windowDays';

const at = (day: number, hour = 0) =>
  new Date(Date.UTC(2024, 1, day, hour)).toISOString();
const window = (start: string, end: string, rows?: number) => ({
  start,
  end,
  rows,
});

describe('countWindowDays', () => {
  it('counts a day by its window, also the leap day and a day without rows', () => {
    expect([
      ...countWindowDays([
        window(at(28), at(29), 5),
        window(at(29), at(30), 0),
        window(at(27), at(28)),
      ]),
    ]).toEqual([
      ['2024-02-28', 5],
      ['2024-02-29', 0],
    ]);
  });

  it('adds up hours that fill the day, in whichever order they come', () => {
    const hours = Array.from({ length: 24 }, (_, hour) =>
      window(at(1, hour), at(1, hour + 1), hour),
    ).reverse();
    expect(countWindowDays(hours).get('2024-02-01')).toBe(276);
    expect(countWindowDays(hours.slice(1)).size).toBe(0);
  });

  it('counts nothing twice where windows lie in each other', () => {
    const half = [
      window(at(1), at(1, 12), 3),
      window(at(1, 12), at(2), 4),
      window(at(1, 6), at(1, 18), 9),
    ];
    expect(countWindowDays(half).get('2024-02-01')).toBe(7);
    expect(
      countWindowDays([...half, window(at(1), at(2), 8)]).get('2024-02-01'),
    ).toBe(8);
  });

  it('knows no day by windows that reach beyond it', () => {
    expect(
      countWindowDays([
        window(at(1), at(8), 700),
        window(at(1, 6), at(2, 6), 9),
      ]).size,
    ).toBe(0);
  });
});
