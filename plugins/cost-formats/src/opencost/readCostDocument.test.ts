import { readCostDocument } from './readCostDocument';

const window = {
  start: '2026-03-01T00:00:00Z',
  end: '2026-03-02T00:00:00Z',
};

describe('readCostDocument', () => {
  it.each([
    [
      { code: 200, data: [{ shop: { window, cpuCost: 1, totalCost: 1 } }] },
      'opencost-allocation',
      1,
    ],
    [{ code: 200, data: null }, 'opencost-allocation', 0],
    [
      {
        code: 200,
        data: {
          sets: [{ window, cloudCosts: { a: { listCost: { cost: 1 } } } }],
        },
      },
      'opencost-cloudcost',
      1,
    ],
  ])('tells what %j is', (document, format, read) => {
    expect(
      readCostDocument(JSON.stringify(document), { currency: 'EUR' }),
    ).toMatchObject({ format, read });
  });

  it.each([
    [{ currency: 'USD', projects: [] }, /estimate of Infracost/],
    [{ planned_values: {} }, /no answer of OpenCost or Kubecost/],
    [{ code: 503, message: 'no data yet' }, /answered 503: no data yet/],
    [[], /an object is expected/],
  ])('refuses %j with the reason', (document, message) => {
    expect(() => readCostDocument(JSON.stringify(document))).toThrow(message);
  });
});
