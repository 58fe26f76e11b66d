import { findClosedThrough, findPartialDays, lastDays } from './closedDays';
import { listDays } from './days';
import { DeliveredDays } from './DayCost';

const TODAY = '2028-03-01';

const delivered = (...sources: [string, string][]): DeliveredDays =>
  new Map(
    sources.map(([from, to], index) => [
      `source-${index}`,
      new Set(listDays(from, to)),
    ]),
  );

it.each([
  ['today is never closed', '2028-03-01', '2028-02-29'],
  ['the last day that is known is not closed', '2028-02-29', '2028-02-28'],
  ['nor is it the day after', '2028-02-28', '2028-02-27'],
  ['a bill that ended three days ago says no more', '2028-02-27', '2028-02-27'],
])('%s', (_title, last, closed) => {
  const days = delivered(['2028-01-01', last]);
  expect(findClosedThrough(days, TODAY)).toBe(closed);
});

it('waits for the slowest source, but not for one that fell silent', () => {
  const days = delivered(
    ['2028-01-01', '2028-02-29'],
    ['2028-01-01', '2028-02-20'],
    ['2028-01-01', '2028-01-10'],
  );
  expect(findClosedThrough(days, TODAY)).toBe('2028-02-20');
});

it('closes nothing where nothing is known, or where all of it is to come', () => {
  expect(findClosedThrough(new Map(), TODAY)).toBeUndefined();
  const later = delivered(['2028-03-02', '2028-03-05']);
  expect(findClosedThrough(later, TODAY)).toBeUndefined();
  expect(lastDays(later, TODAY).size).toBe(0);
});

it('calls days partial that one source left out between its first and its last', () => {
  const days = new Map([
    ['a', new Set(listDays('2028-02-26', '2028-03-02'))],
    ['b', new Set(['2028-02-27', '2028-02-28', '2028-03-01'])],
  ]);
  expect([...findPartialDays(days)]).toEqual(['2028-02-29']);
});
