import { createCost } from '../../__testUtils__/costFixtures';
import { buildHeadline } from './buildHeadline';

const of = (
  cost: Parameters<typeof createCost>[0] = {},
  isOpen = true,
): string =>
  buildHeadline({
    cost: createCost(cost),
    month: '2026-11',
    isOpen,
    group: 'serviceCategory',
  });

it('says what is spent, expected and allowed, and what moved most', () => {
  expect(of()).toBe(
    '€412 so far in November, €60.00 more than on the same days of October (Compute +\u2060€48.00, Storage +\u2060€9.00); €690 (€660 to €720) is expected of a budget of €800.',
  );
});

it('compares a month that is over with the whole one before', () => {
  expect(of({ forecast: null, budget: null }, false)).toBe(
    '€412 in November, €188 less than in October (Compute +\u2060€48.00, Storage +\u2060€9.00).',
  );
});

it('says when nothing is known of the month before', () => {
  expect(of({ previousSameDays: null, forecast: null, budget: null })).toBe(
    '€412 so far in November, with nothing known of October to compare with.',
  );
});

it('compares a whole month with none of which a source was not known', () => {
  const cost = { previousSameDays: null, forecast: null, budget: null };
  expect(of(cost, false)).toBe(
    '€412 in November, with nothing known of October to compare with.',
  );
});

it('names budgets of other periods with what of them is spent', () => {
  expect(
    of({
      budget: {
        amount: '2400',
        currency: 'EUR',
        period: 'quarter',
        spent: null,
        status: 'unknown',
        reason: '',
      },
    }),
  ).toContain(
    "is expected; an unknown part of this quarter's budget of €2,400 is spent.",
  );
});

it('says when nothing changed', () => {
  expect(
    of({ previousSameDays: '412.304000000000000001', parts: [] }),
  ).toContain('in November, the same as on the same days of October;');
});

it('never shows a budget in another currency than it is in', () => {
  expect(
    of({
      currency: 'USD',
      budget: {
        amount: '800',
        currency: 'EUR',
        period: 'month',
        spent: null,
        status: 'unknown',
        reason: 'The budget is in EUR, the cost in USD.',
      },
    }),
  ).toContain('; $690 ($660 to $720) is expected; the budget is €800.');
});
