import fc from 'fast-check';
import { anyDocument, outcomeOf } from '../__testUtils__/anyDocument';
import { formatAmount } from '../money/amount';
import { readCloudCosts } from './readCloudCosts';

const window = {
  start: '2026-03-01T00:00:00Z',
  end: '2026-03-02T00:00:00Z',
};
const cost = (amount: number) => ({ cost: amount, kubernetesPercent: 0.5 });

describe('readCloudCosts', () => {
  it('books invoiced, amortised net and list cost to what they were charged for', () => {
    const { facts, ...answer } = readCloudCosts(
      JSON.stringify({
        code: 200,
        data: {
          sets: [
            {
              window,
              cloudCosts: {
                'AWS/1/AmazonEC2': {
                  properties: {
                    provider: 'AWS',
                    accountID: '222',
                    invoiceEntityID: '111',
                    regionID: 'eu-central-1',
                    service: 'AmazonEC2',
                    category: 'Network',
                    providerID: 'i-1',
                    labels: { team: 'shop' },
                  },
                  listCost: cost(3.3),
                  netCost: cost(9),
                  amortizedNetCost: cost(1.1000000000000001),
                  invoicedCost: cost(2.2),
                  amortizedCost: cost(9),
                },
              },
            },
            null,
            { cloudCosts: null },
            { window, cloudCosts: { x: { listCost: cost(1) }, y: {} } },
          ],
        },
      }),
      { currency: 'USD' },
    );
    expect(facts[0]).toMatchObject({
      currency: 'USD',
      day: '2026-03-01',
      subject: {
        provider: 'AWS',
        billingAccount: '111',
        account: '222',
        region: 'eu-central-1',
        service: 'AmazonEC2',
        serviceCategory: 'Networking',
        resourceId: 'i-1',
        tags: new Map([['team', 'shop']]),
      },
    });
    expect(
      Object.entries(facts[0].amounts).map(([metric, amount]) => [
        metric,
        formatAmount(amount),
      ]),
    ).toEqual([
      ['billed', '2.2'],
      ['effective', '1.1'],
      ['list', '3.3'],
    ]);
    // A cost that is not stated is absent, not zero
    expect(Object.keys(facts[1].amounts)).toEqual(['list']);
    expect(answer).toMatchObject({
      read: 3,
      accepted: 2,
      isDaily: true,
      rejected: [{ place: 'data.sets[3].cloudCosts.y' }],
    });
  });

  it.each([
    [{ code: 200, data: [] }, /^data: an object is expected, this is a list/],
    [{ code: 200, data: {} }, /^data\.sets/],
    [{ code: 401, message: 'no' }, /answered 401: no/],
  ])('refuses %j with the reason', (document, message) => {
    expect(() => readCloudCosts(JSON.stringify(document))).toThrow(message);
  });

  it('gives a result or a refusal for any shape of JSON', () => {
    fc.assert(
      fc.property(
        anyDocument([
          'cloudCosts',
          'sets',
          'properties',
          'listCost',
          'cost',
          'window',
        ]),
        any => {
          for (const text of [
            any,
            `{"data":${any}}`,
            `{"data":{"sets":[${any}]}}`,
            `{"data":{"sets":[{"cloudCosts":{"a":${any}}}]}}`,
          ]) {
            expect(outcomeOf(() => readCloudCosts(text))).toMatch(
              /^(read|refused)$/,
            );
          }
        },
      ),
      { seed: 14, numRuns: 500 },
    );
  });
});
