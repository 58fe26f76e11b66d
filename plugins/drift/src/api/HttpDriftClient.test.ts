import { createSummary } from '../__testUtils__/monitorFixtures';
import { HttpDriftClient } from './HttpDriftClient';

function createClient(answer: (url: string) => unknown, status = 200) {
  const asked: string[] = [];
  const client = new HttpDriftClient({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        asked.push(`${init?.method ?? 'GET'} ${input}`);
        return new Response(JSON.stringify(answer(String(input))), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, asked };
}

it('asks for many entities in as few requests as the contract allows', async () => {
  const { client, asked } = createClient(() => ({
    items: [
      {
        entityRef: 'resource:default/credit-risk',
        monitors: [createSummary()],
      },
    ],
  }));
  const refs = Array.from({ length: 450 }, (_, n) => `resource:default/m${n}`);
  await expect(client.getSummaries(refs)).resolves.toHaveLength(3);
  expect(asked).toEqual(
    Array(3).fill('POST http://portal/api/drift/summaries'),
  );
});

it('keeps names of columns whole in the address', async () => {
  const { client, asked } = createClient(() => ({}), 404);
  await expect(client.getColumn('r/1', 'a b/c?')).rejects.toThrow('404');
  expect(asked).toEqual([
    'GET http://portal/api/drift/runs/r%2F1/columns/a%20b%2Fc%3F',
  ]);
});

it('names the part of an answer that it does not understand', async () => {
  const { client } = createClient(() => ({
    items: [{ entityRef: 'resource:default/a', monitors: [{ id: 5 }] }],
  }));
  await expect(client.getSummaries(['resource:default/a'])).rejects.toThrow(
    /"items\.0\.monitors\.0\.id" in an unknown form/,
  );
});
