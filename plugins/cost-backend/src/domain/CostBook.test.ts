import {
  Attribution,
  CostFact,
  CostSubject,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { CostBook } from './CostBook';

const ENTITY = 'component:default/cart';

function fact(
  options: Partial<Omit<CostFact, 'subject' | 'amounts'>> & {
    cost: string;
    subject?: Partial<CostSubject>;
  },
): CostFact {
  const { cost, subject, ...rest } = options;
  return {
    day: '2026-05-01',
    currency: 'USD',
    rows: 1,
    ...rest,
    subject: {
      tags: new Map(),
      labels: new Map(),
      isIdle: false,
      ...subject,
    },
    amounts: { effective: readAmount(cost) },
  };
}

function bookOf(facts: readonly [CostFact, Attribution][]): CostBook {
  const book = new CostBook({
    policies: {
      weight: 'effective',
      idle: { split: 'proportional' },
      pools: new Map(),
    },
    ownerOf: () => undefined,
  });
  facts.forEach(([one, attribution]) => book.add(one, attribution));
  return book;
}

describe('CostBook', () => {
  it('holds one sum for rows that cannot be told apart when they are shown', () => {
    const book = bookOf(
      Array.from({ length: 100 }, (_, number) => [
        fact({ cost: '0.1', subject: { pod: `pod-${number}` } }),
        { entity: ENTITY, rule: 'r' },
      ]),
    );
    const [{ allocations }] = [...book.bookings()];
    expect(allocations).toEqual([
      expect.objectContaining({
        entity: ENTITY,
        kind: 'direct',
        amounts: { effective: readAmount('10') },
      }),
    ]);
    expect(book.rows).toBe(100);
  });

  it('splits what a cluster left idle among who used it, and keeps a credit negative', () => {
    const book = bookOf([
      [fact({ cost: '6' }), { entity: ENTITY, rule: 'r' }],
      [fact({ cost: '-2', subject: { isIdle: true } }), {}],
    ]);
    const [{ allocations }] = [...book.bookings()];
    expect(
      allocations.map(({ entity, kind, amounts }) => [
        entity,
        kind,
        amounts.effective,
      ]),
    ).toEqual([
      [ENTITY, 'idle', readAmount('-2')],
      [ENTITY, 'direct', readAmount('6')],
    ]);
  });

  it('splits a day of one bill apart from the same day of another', () => {
    const book = bookOf([
      [fact({ cost: '6', billingMonth: '2026-05' }), { entity: ENTITY }],
      [
        fact({
          cost: '2',
          billingMonth: '2026-06',
          subject: { isIdle: true },
        }),
        {},
      ],
    ]);
    expect(
      [...book.bookings()].map(({ billMonth, allocations }) => [
        billMonth,
        allocations.map(({ entity, reason }) => entity ?? reason),
      ]),
    ).toEqual([
      ['2026-05', [ENTITY]],
      ['2026-06', ['nobodyToShareAmong']],
    ]);
    expect(book.billMonths).toEqual(['2026-05', '2026-06']);
  });

  it('takes the month of the day where a bill names none that there is', () => {
    const book = bookOf([
      [fact({ cost: '1' }), {}],
      [fact({ cost: '1', billingMonth: '2026-13', day: '2026-06-30' }), {}],
    ]);
    expect(book.billMonths).toEqual(['2026-05', '2026-06']);
    expect(book.period).toEqual({
      firstDay: '2026-05-01',
      lastDay: '2026-06-30',
    });
  });

  it('counts rows of no day and of no currency, and books none of them', () => {
    const book = bookOf([
      [fact({ cost: '1', day: undefined, rows: 3 }), {}],
      [fact({ cost: '1', day: '12026-05-01' }), {}],
      // Some systems write them for never: around them there are no days
      [fact({ cost: '1', day: '9999-12-31' }), {}],
      [fact({ cost: '1', day: '0001-01-01' }), {}],
      [fact({ cost: '1', currency: undefined, rows: 2 }), {}],
      [fact({ cost: '1', currency: 'Bitcoin' }), {}],
    ]);
    expect([...book.bookings()]).toEqual([]);
    expect(book.unbookable).toEqual({ withoutDay: 6, withoutCurrency: 3 });
    expect(book.rows).toBe(9);
    expect(book.period).toBeUndefined();
  });
});
