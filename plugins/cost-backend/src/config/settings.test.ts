import { ConfigReader } from '@backstage/config';
import { readCostConfig } from '../config';

const read = (cost: object) =>
  readCostConfig(new ConfigReader({ cost } as never));
const rate = (given: object = {}) => ({
  rates: [
    { from: 'USD', to: 'EUR', rate: '0.92', day: '2026-01-01', ...given },
  ],
});

describe('rates, retention and the place of the catalog’s rules', () => {
  it('are what the operator says', () => {
    expect(
      read({
        rates: [
          { from: 'USD', to: 'EUR', rate: '0.921', day: '2026-01-01' },
          { from: 'USD', to: 'EUR', rate: 0.93, day: '2026-02-01' },
          {
            from: 'JPY',
            to: 'EUR',
            rate: '0.000000000000000001',
            day: '2026-01-01',
          },
        ],
        retention: { days: '730d' },
        catalogRules: 'last',
      }),
    ).toMatchObject({
      rates: [
        { rate: 921_000_000_000_000_000n },
        { rate: 930_000_000_000_000_000n },
        { from: 'JPY', to: 'EUR', rate: 1n, day: '2026-01-01' },
      ],
      keptDays: 730,
      hasCatalogRulesLast: true,
    });
    expect(read({ retention: { days: { days: 93 } } }).keptDays).toBe(93);
  });

  it.each([
    [{ rates: {} }, 'cost.rates must be a list'],
    [{ rates: ['x'] }, 'cost.rates[0].from must be a currency code'],
    [rate({ to: 'euro' }), 'cost.rates[0].to must be a currency code'],
    [rate({ to: 'USD' }), 'cost.rates[0] is from USD to itself'],
    [rate({ rate: '1,08' }), 'cost.rates[0].rate must be a decimal'],
    [rate({ rate: 1e-7 }), 'cost.rates[0].rate must be a decimal'],
    [rate({ rate: '0' }), 'cost.rates[0].rate must be above zero'],
    [rate({ rate: '-1' }), 'cost.rates[0].rate must be a decimal'],
    [
      rate({ rate: `0.${'1'.repeat(19)}` }),
      'cost.rates[0].rate must have at most 18 decimal places',
    ],
    [rate({ day: '2026-02-30' }), 'cost.rates[0].day must be a day'],
    [rate({ day: undefined }), 'cost.rates[0].day must be a day'],
    [
      { rates: [...rate().rates, ...rate({ rate: '1' }).rates] },
      'cost.rates[1] is of the same currencies and day as cost.rates[0]',
    ],
    [
      { retention: { days: '1h' } },
      'cost.retention.days must be 93 to 36500 days',
    ],
    [
      { retention: { days: '92d' } },
      'cost.retention.days must be 93 to 36500 days',
    ],
    [{ catalogRules: 'first' }, "cost.catalogRules must be 'last'"],
  ])('name what is wrong in %j', (cost, reason) => {
    expect(() => read(cost)).toThrow(reason);
  });
});
