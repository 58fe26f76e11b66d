import { Knex } from 'knex';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { DatabaseRepositoryStore, RepositoryRecord } from './RepositoryStore';
import { DatabaseTokenStore, TokenRecord } from './TokenStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();

function repository(owner: string, name: string): RepositoryRecord {
  return {
    id: `id-${owner}-${name}`,
    owner,
    name,
    description: `About ${name}`,
    origin: 'task:1',
    createdBy: 'user:default/ada',
    createdAt: '2026-11-20T10:00:00.000Z',
  };
}

function token(id: string, change: Partial<TokenRecord> = {}): TokenRecord {
  return {
    id,
    secretSha256: `hash of ${id}`,
    teamRef: 'group:default/ml-team',
    name: 'CI',
    access: 'read',
    createdBy: 'user:default/ada',
    createdAt: '2026-11-20T10:00:00.000Z',
    expiresAt: '2026-12-20T10:00:00.000Z',
    ...change,
  };
}

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
  });
  afterEach(async () => {
    await knex.destroy();
  });

  it('the schema can be taken back', async () => {
    await knex.migrate.down({ directory: MIGRATIONS });
    await expect(knex.schema.hasTable('repositories')).resolves.toBe(false);
    await expect(knex.schema.hasTable('tokens')).resolves.toBe(false);
    await migrate(knex, MIGRATIONS);
  });

  describe('the repository store', () => {
    it('keeps the first of two with one name', async () => {
      const store = new DatabaseRepositoryStore(knex);
      const first = repository('ml-team', 'churn');
      await store.save(first);
      await store.save(first);
      await store.save({ ...first, id: 'other', origin: 'task:2' });
      await expect(store.get('ml-team', 'churn')).resolves.toEqual(first);
      await expect(store.get('core-team', 'churn')).resolves.toBeUndefined();
    });

    it('pages by owner and name without gaps or repeats', async () => {
      const store = new DatabaseRepositoryStore(knex);
      for (const owner of ['ml-team', 'core-team']) {
        for (const name of ['c-c', 'a-a', 'b-b']) {
          await store.save(repository(owner, name));
        }
      }
      const seen: string[] = [];
      let after: { owner: string; name: string } | undefined;
      do {
        const page = await store.list({ after, limit: 2 });
        seen.push(...page.map(({ owner, name }) => `${owner}/${name}`));
        after = page.at(-1);
      } while (after);
      expect(seen).toEqual([
        'core-team/a-a',
        'core-team/b-b',
        'core-team/c-c',
        'ml-team/a-a',
        'ml-team/b-b',
        'ml-team/c-c',
      ]);
    });

    it('finds text literally, in names and descriptions', async () => {
      const store = new DatabaseRepositoryStore(knex);
      await store.save(repository('ml-team', 'churn'));
      await store.save({
        ...repository('ml-team', 'other'),
        description: '100 % of CHURN_v2 \\o/',
      });
      const find = async (query: string) =>
        (await store.list({ query, limit: 10 })).map(({ name }) => name);
      await expect(find('churn')).resolves.toEqual(['churn', 'other']);
      await expect(find('%')).resolves.toEqual(['other']);
      await expect(find('churn_')).resolves.toEqual(['other']);
      await expect(find('\\o')).resolves.toEqual(['other']);
    });

    it('forgets by id', async () => {
      const store = new DatabaseRepositoryStore(knex);
      await store.save(repository('ml-team', 'churn'));
      await store.delete('another');
      await expect(store.list({ limit: 10 })).resolves.toHaveLength(1);
      await store.delete('id-ml-team-churn');
      await expect(store.list({ limit: 10 })).resolves.toHaveLength(0);
    });
  });

  describe('the token store', () => {
    it('finds a token by the hash of its secret', async () => {
      const store = new DatabaseTokenStore(knex);
      await store.save(token('a'));
      await expect(store.findBySecret('hash of a')).resolves.toEqual({
        ...token('a'),
        lastUsedAt: undefined,
      });
      await expect(store.findBySecret('hash of b')).resolves.toBeUndefined();
    });

    it('lists and counts only what belongs to a team', async () => {
      const store = new DatabaseTokenStore(knex);
      await store.save(token('a'));
      await store.save(token('b', { teamRef: 'group:default/core-team' }));
      const ids = async (...teams: string[]) =>
        (await store.listOfTeams(teams)).map(({ id }) => id);
      await expect(ids('group:default/ml-team')).resolves.toEqual(['a']);
      await expect(ids()).resolves.toEqual([]);
      await expect(store.countOfTeam('group:default/ml-team')).resolves.toBe(1);
      await expect(store.countOfTeam('group:default/none')).resolves.toBe(0);
    });

    it('notes the last use', async () => {
      const store = new DatabaseTokenStore(knex);
      await store.save(token('a'));
      await store.markUsed('a', '2026-11-21T10:00:00.000Z');
      await expect(store.get('a')).resolves.toMatchObject({
        lastUsedAt: '2026-11-21T10:00:00.000Z',
      });
    });

    it('removes those that expired before a time, and no others', async () => {
      const store = new DatabaseTokenStore(knex);
      await store.save(token('old', { expiresAt: '2026-01-01T00:00:00.000Z' }));
      await store.save(token('new'));
      await expect(
        store.deleteExpired('2026-06-01T00:00:00.000Z'),
      ).resolves.toBe(1);
      await expect(store.get('old')).resolves.toBeUndefined();
      await expect(store.get('new')).resolves.toBeDefined();
    });
  });
});
