import { createAdviceList } from '../../__testUtils__/adviceFixtures';
import { summariseSavings } from './summariseSavings';

const savings = (...amounts: [string, string][]) =>
  amounts.map(([amount, currency]) => ({ amount, currency }));

const summarise = (...amounts: [string, string][]) =>
  summariseSavings(createAdviceList({ savings: savings(...amounts) }), {
    state: 'suggestion',
  });

it('names the sum of each currency and never adds them', () => {
  expect(summarise(['40', 'USD'], ['312.40', 'EUR'])).toBe(
    'Up to €312 and $40.00 per month could be saved.',
  );
  expect(summarise(['3', 'USD'], ['2', 'EUR'], ['1', 'GBP'])).toBe(
    'Up to $3.00, €2.00 and £1.00 per month could be saved.',
  );
});

it('does not take an unknown saving for none', () => {
  expect(summarise()).toMatch(/is not known: no price is known/);
});

it('says that there are reasons for what is withheld', () => {
  expect(
    summariseSavings(createAdviceList({ withheld: 1 }), { state: 'withheld' }),
  ).toBe('Nothing is suggested for 1 case: there is a reason for each.');
});
