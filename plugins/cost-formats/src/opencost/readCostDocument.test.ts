import { formatAmount } from '../money/amount';
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
    [
      {
        code: 200,
        data: { sets: [{ window, allocations: { shop: { cpuCost: 1 } } }] },
      },
      'opencost-allocation',
      1,
    ],
    [[{ shop: { window, totalCost: 1 } }], 'opencost-allocation', 1],
    [
      { code: 200, data: { n: { type: 'Node', window, totalCost: 1 } } },
      'opencost-assets',
      1,
    ],
    [
      { code: 200, data: [{ n: { type: 'Disk', window, totalCost: 1 } }] },
      'opencost-assets',
      1,
    ],
    [
      { code: 200, data: { window, customCosts: [{ billedCost: 1 }] } },
      'opencost-custom',
      1,
    ],
    [
      {
        code: 200,
        data: {
          timeseries: [
            { window, customCosts: [{ billedCost: 1 }, { listCost: 2 }] },
          ],
        },
      },
      'opencost-custom',
      2,
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
    [[1], /not of sets of allocations/],
    [{ code: 200, data: { sets: [{ window }] } }, /sets\[0\]\.cloudCosts/],
  ])('refuses %j with the reason', (document, message) => {
    expect(() => readCostDocument(JSON.stringify(document))).toThrow(message);
  });

  it('adds up what a summary, assets and custom costs state, to the last digit', () => {
    const sums = (data: object) =>
      readCostDocument(
        JSON.stringify({ code: 200, data })
          .replaceAll('"#', '')
          .replaceAll('#"', ''),
      ).facts.map(({ day, subject, amounts }) => ({
        day,
        service: subject.service,
        effective: amounts.effective && formatAmount(amounts.effective),
      }));
    expect(
      sums({
        sets: [
          {
            window,
            allocations: {
              __idle__: { cpuCost: '#-7.000000000000000001#', ramCost: 0 },
            },
          },
        ],
      }),
    ).toEqual([
      {
        day: '2026-03-01',
        service: 'Kubernetes',
        effective: '-7.000000000000000001',
      },
    ]);
    expect(
      sums({
        'a/b': {
          type: 'Node',
          window,
          properties: { service: 'Compute Engine' },
          cpuCost: 9,
          totalCost: '#0.466114000000000001#',
        },
      }),
    ).toEqual([
      {
        day: '2026-03-01',
        service: 'Compute Engine',
        effective: '0.466114000000000001',
      },
    ]);
    expect(
      sums({
        window,
        customCosts: [{ domain: 'datadog', billedCost: '#147.37999#' }],
      }),
    ).toEqual([
      { day: '2026-03-01', service: 'datadog', effective: '147.37999' },
    ]);
  });
});
