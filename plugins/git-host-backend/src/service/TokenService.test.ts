import { mockCredentials } from '@backstage/backend-test-utils';
import { TokenRecord, TokenStore } from '../store/TokenStore';
import { CallerResolver } from './CallerResolver';
import { TokenService } from './TokenService';

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-11-20T10:00:00.000Z');
const ML_TEAM = 'group:default/ml-team';

class MemoryTokenStore implements TokenStore {
  readonly records = new Map<string, TokenRecord>();
  writes = 0;

  async save(record: TokenRecord) {
    this.records.set(record.id, record);
  }
  async get(id: string) {
    return this.records.get(id);
  }
  async findBySecret(hash: string) {
    return [...this.records.values()].find(
      ({ secretSha256 }) => secretSha256 === hash,
    );
  }
  async listOfTeams(teams: string[]) {
    return [...this.records.values()].filter(({ teamRef }) =>
      teams.includes(teamRef),
    );
  }
  async countOfTeam(team: string) {
    return (await this.listOfTeams([team])).length;
  }
  async markUsed(id: string, lastUsedAt: string) {
    this.writes += 1;
    this.records.set(id, { ...this.records.get(id)!, lastUsedAt });
  }
  async delete(id: string) {
    this.records.delete(id);
  }
  async deleteExpired(before: string) {
    const old = [...this.records.values()].filter(
      ({ expiresAt }) => expiresAt < before,
    );
    old.forEach(({ id }) => this.records.delete(id));
    return old.length;
  }
}

describe('TokenService', () => {
  const ada = mockCredentials.user('user:default/ada');
  let now: number;
  let store: MemoryTokenStore;
  let tokens: TokenService;

  beforeEach(() => {
    now = START;
    store = new MemoryTokenStore();
    const callers = {
      nameOf: () => 'user:default/ada',
      resolve: async () => ({ teams: [ML_TEAM], isAdministrator: false }),
    } as unknown as CallerResolver;
    tokens = new TokenService({ callers, store, now: () => now });
  });

  const create = () =>
    tokens.create(
      { teamRef: ML_TEAM, name: 'CI', access: 'write', expiresInDays: 1 },
      ada,
    );

  it('stores no secret', async () => {
    const { secret } = await create();
    expect(JSON.stringify([...store.records.values()])).not.toContain(secret);
    await expect(tokens.verify(secret)).resolves.toMatchObject({
      teamRef: ML_TEAM,
      access: 'write',
    });
  });

  it('accepts a token up to its last moment', async () => {
    const { secret, expiresAt } = await create();
    expect(expiresAt).toBe(new Date(START + DAY_MS).toISOString());
    now = START + DAY_MS - 1;
    await expect(tokens.verify(secret)).resolves.toBeDefined();
    now = START + DAY_MS;
    await expect(tokens.verify(secret)).rejects.toThrow(
      'expired at 2026-11-21T10:00:00.000Z',
    );
  });

  it('does not accept what it did not make', async () => {
    const { secret, id } = await create();
    await expect(tokens.verify(`${secret}x`)).rejects.toThrow('unknown');
    await tokens.revoke(id, ada);
    await expect(tokens.verify(secret)).rejects.toThrow('revoked');
  });

  it('notes the use once a minute', async () => {
    const { secret } = await create();
    await tokens.verify(secret);
    now += 59_000;
    await tokens.verify(secret);
    expect(store.writes).toBe(1);
    now += 1_000;
    await tokens.verify(secret);
    expect(store.writes).toBe(2);
  });

  it('limits how many a team has', async () => {
    for (let i = 0; i < 100; i++) {
      await create();
    }
    await expect(create()).rejects.toThrow('has 100 tokens');
  });

  it('forgets a token a month after it expired', async () => {
    await create();
    now = START + 31 * DAY_MS;
    await expect(tokens.removeExpired()).resolves.toBe(0);
    now += 1;
    await expect(tokens.removeExpired()).resolves.toBe(1);
  });
});
