import { createSummary } from '../__testUtils__/costFixtures';
import { CostClient } from './CostClient';

function createClient(answer: unknown, status = 200) {
  const asked: string[] = [];
  const sent: unknown[] = [];
  const client = new CostClient({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        asked.push(`${init?.method ?? 'GET'} ${input}`);
        sent.push(init?.body);
        return new Response(JSON.stringify(answer), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, asked, sent };
}

it('asks for an entity and leaves out what is not said', async () => {
  const { client, asked } = createClient(createSummary());
  const summary = await client.getSummary({
    entity: 'component:default/checkout',
    month: undefined,
    group: 'region',
  });
  expect(asked).toEqual([
    'GET http://portal/api/cost/summary?entity=component%3Adefault%2Fcheckout&group=region',
  ]);
  // Amounts stay as they were written
  expect(summary.currencies[0].amount).toBe('412.304000000000000001');
});

it('repeats what is a list', async () => {
  const { client, asked } = createClient({
    month: '2026-11',
    metric: 'effective',
    items: [],
    isComplete: true,
    convertibleTo: [],
    sources: [],
  });
  await client.getOverview({ owner: ['group:default/a', 'group:default/b'] });
  expect(asked).toEqual([
    'GET http://portal/api/cost/overview?owner=group%3Adefault%2Fa&owner=group%3Adefault%2Fb',
  ]);
});

it('has a source read', async () => {
  const { client, asked, sent } = createClient({});
  await client.startImport('cloud');
  expect(asked).toEqual(['POST http://portal/api/cost/imports']);
  expect(sent).toEqual(['{"source":"cloud"}']);
});

it('has a source forgotten, whatever its name', async () => {
  const { client, asked } = createClient({});
  await client.forgetSource('cloud/2025');
  expect(asked).toEqual(['DELETE http://portal/api/cost/sources/cloud%2F2025']);
});

it('never takes a floating-point number for an amount', async () => {
  const summary = createSummary();
  const { client } = createClient({
    ...summary,
    currencies: [{ ...summary.currencies[0], amount: 412.3 }],
  });
  await expect(
    client.getSummary({ entity: 'component:default/checkout' }),
  ).rejects.toThrow('"currencies.0.amount" in an unknown form');
});

it('asks for one of a list by its id, whatever the id holds', async () => {
  const { client, asked } = createClient('kind: Deployment');
  await client.getAdvicePatch('a/b?c');
  expect(asked).toEqual(['GET http://portal/api/cost/advice/a%2Fb%3Fc/patch']);
});

it('exports as what it is asked for', async () => {
  const { client, asked } = createClient('day,amount');
  await client.exportDays({
    entity: 'component:default/checkout',
    from: '2026-11-01',
    to: '2026-11-30',
    format: 'focus',
  });
  expect(asked).toEqual([
    'GET http://portal/api/cost/export?entity=component%3Adefault%2Fcheckout&from=2026-11-01&to=2026-11-30&format=focus',
  ]);
});
