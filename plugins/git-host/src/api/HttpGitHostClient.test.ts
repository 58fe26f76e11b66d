import { HttpGitHostClient } from './HttpGitHostClient';
import { churn } from '../__testUtils__/renderGitHost';

function createClient(body: unknown, status = 200) {
  const asked: string[] = [];
  const client = new HttpGitHostClient({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        asked.push(`${init?.method ?? 'GET'} ${input}`);
        return new Response(status === 204 ? null : JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, asked };
}

const key = { owner: 'ml-team', name: 'churn' };

it('asks for what the contract names and leaves out what was not given', async () => {
  const { client, asked } = createClient({ items: [churn], nextCursor: 'c' });
  await expect(
    client.listRepositories({ query: 'a b', owner: undefined, limit: 5 }),
  ).resolves.toEqual({ items: [churn], nextCursor: 'c' });
  expect(asked).toEqual([
    'GET http://portal/api/git-host/v1/repositories?query=a+b&limit=5',
  ]);
});

it('tells a missing repository from a refusal', async () => {
  await expect(
    createClient({ error: {} }, 404).client.getRepository(key),
  ).resolves.toBeUndefined();
  await expect(
    createClient({ error: {} }, 403).client.getRepository(key),
  ).rejects.toThrow('403');
});

it('names the part of an answer that it does not understand', async () => {
  const { client } = createClient({ items: [{ ...churn, canWrite: 'yes' }] });
  await expect(client.listRepositories({})).rejects.toThrow(
    /"items\.0\.canWrite" in an unknown form/,
  );
});

it('revokes without expecting an answer', async () => {
  const { client, asked } = createClient(undefined, 204);
  await client.revokeToken('a/b');
  expect(asked).toEqual(['DELETE http://portal/api/git-host/v1/tokens/a%2Fb']);
});
