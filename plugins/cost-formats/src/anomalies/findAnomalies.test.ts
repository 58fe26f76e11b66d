import { normal, seededRandom, WEEK } from '../__testUtils__/syntheticCosts';
import { dayNumber, dayText } from '../forecast/calendar';
import { DailyCost } from '../forecast/DailyCost';
import { formatAmount, readAmount } from '../money/amount';
import { AnomalyQuestion, findAnomalies } from './findAnomalies';

/** A Monday. */
const FIRST = '2026-01-05';
const dayAt = (index: number) => dayText(dayNumber(FIRST) + index);
const amount = (cost: number) => readAmount(cost.toFixed(9))!;
const seriesOf = (costs: readonly number[]) =>
  costs.map((cost, index): DailyCost => ({
    day: dayAt(index),
    amount: amount(cost),
  }));

const find = (costs: readonly number[], more: Partial<AnomalyQuestion> = {}) =>
  findAnomalies({
    days: seriesOf(costs),
    closedThrough: dayAt(costs.length - 1),
    minimum: amount(10),
    currency: 'EUR',
    ...more,
  });

const usual = (length: number) =>
  Array.from({ length }, (_, day) => 100 * WEEK[day % 7] + (day % 3));
const changed = (length: number, changes: Record<number, number>) =>
  usual(length).map((cost, day) => cost * (changes[day] ?? 1));

describe('findAnomalies', () => {
  it('tells at once of a day that costs double', () => {
    expect(find(changed(70, { 64: 3 }))).toEqual([
      {
        kind: 'unusual',
        direction: 'above',
        firstDay: dayAt(64),
        lastDay: dayAt(64),
        actual: amount(333),
        expected: amount(111),
        score: expect.any(Number),
      },
    ]);
  });

  it('waits for a second day where the first costs half as much again', () => {
    expect(find(changed(70, { 64: 1.5 }))).toEqual([]);
    expect(find(changed(70, { 64: 1.5, 65: 1.5 }))).toMatchObject([
      { firstDay: dayAt(64), lastDay: dayAt(65) },
    ]);
    // Not where they contradict each other, nor with a day between them
    expect(find(changed(70, { 64: 1.5, 65: 0.6 }))).toEqual([]);
    expect(find(changed(70, { 64: 1.5, 66: 1.5 }))).toEqual([]);
  });

  it('does not take a missing day for a day in a row', () => {
    const days = seriesOf(changed(70, { 64: 1.5, 66: 1.5 }));
    expect(
      find([], {
        days: days.filter(({ day }) => day !== dayAt(65)),
        closedThrough: dayAt(69),
      }),
    ).toEqual([]);
  });

  it('knows that weekends cost less', () => {
    const weekendsOff = Array.from({ length: 70 }, (_, day) =>
      day % 7 < 5 ? 100 : 5,
    );
    expect(find(weekendsOff)).toEqual([]);
    expect(find(weekendsOff.with(68, 100))).toMatchObject([
      { firstDay: dayAt(68), direction: 'above' },
    ]);
  });

  it('tells of what stopped, and nothing of what is small', () => {
    expect(find(changed(70, { 69: 0 }))).toMatchObject([
      { direction: 'below', actual: 0n },
    ]);
    const small = changed(70, { 64: 3 });
    expect(find(small.map(cost => cost / 100))).toEqual([]);
    expect(
      find(
        small.map(cost => cost / 100),
        { minimum: amount(2) },
      ),
    ).toHaveLength(1);
  });

  it('tells once of a new level and compares with it from then on', () => {
    const shifted = usual(150).map((cost, day) => (day < 70 ? cost : 2 * cost));
    expect(find(shifted)).toMatchObject([
      {
        kind: 'new level',
        direction: 'above',
        firstDay: dayAt(70),
        lastDay: dayAt(74),
      },
    ]);
    // The event grows under its first day
    expect(find(shifted.slice(0, 72))).toMatchObject([
      { kind: 'unusual', firstDay: dayAt(70), lastDay: dayAt(71) },
    ]);
    expect(find(shifted.with(140, 0))).toMatchObject([
      { kind: 'new level' },
      { kind: 'unusual', direction: 'below', firstDay: dayAt(140) },
    ]);
  });

  it('never judges open or backfilled days, nor the first week', () => {
    const jump = changed(70, { 64: 3, 2: 9 });
    expect(find(jump, { closedThrough: dayAt(63) })).toEqual([]);
    expect(find(jump, { backfilled: new Set([dayAt(64)]) })).toEqual([]);
    expect(find(jump, { closedThrough: dayAt(64) })).toHaveLength(1);
  });

  it('is not alarmed by a purchase that is known to happen once', () => {
    const days = seriesOf(usual(70));
    days[64] = {
      ...days[64],
      amount: days[64].amount + amount(5000),
      oneOff: amount(5000),
    };
    expect(find([], { days, closedThrough: dayAt(69) })).toEqual([]);
  });

  it('has a score for costs that never change', () => {
    const flat = Array<number>(40).fill(100).with(39, 250);
    const [{ score, expected }] = find(flat);
    expect(score).toBeCloseTo((0.6745 * 150) / 1);
    expect(formatAmount(expected)).toBe('100');
    expect(find(Array(40).fill(0).with(39, 50))).toHaveLength(1);
  });

  it('raises few false alarms and finds the jumps among 500 noisy series', () => {
    const random = seededRandom(7);
    let alarms = 0;
    let judged = 0;
    let found = 0;
    for (let entity = 0; entity < 500; entity += 1) {
      const noise = 0.05 + 0.25 * random();
      const size = 20 * 50 ** random();
      const costs = Array.from({ length: 120 }, (_, day) =>
        Math.max(0, size * WEEK[day % 7] * (1 + noise * normal(random))),
      );
      judged += costs.length;
      for (const { firstDay, lastDay } of find(costs)) {
        alarms += dayNumber(lastDay) - dayNumber(firstDay) + 1;
      }
      const at = 60 + (entity % 55);
      const jump = costs.with(at, costs[at] + 3 * size);
      found += find(jump).some(
        ({ firstDay, lastDay }) =>
          firstDay <= dayAt(at) && dayAt(at) <= lastDay,
      )
        ? 1
        : 0;
    }
    expect(alarms / judged).toBeLessThanOrEqual(0.01);
    expect(found / 500).toBeGreaterThan(0.97);
  });
});
