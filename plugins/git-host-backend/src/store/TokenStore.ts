import { Knex } from 'knex';

/** A token without its secret. */
export interface TokenRecord {
  id: string;
  secretSha256: string;
  teamRef: string;
  name: string;
  access: 'read' | 'write';
  createdBy: string;
  /** ISO 8601 UTC, as all times here. */
  createdAt: string;
  expiresAt: string;
  lastUsedAt?: string;
}

/** The tokens of Git clients. */
export interface TokenStore {
  save(record: TokenRecord): Promise<void>;
  get(id: string): Promise<TokenRecord | undefined>;
  findBySecret(secretSha256: string): Promise<TokenRecord | undefined>;
  /** Newest first. */
  listOfTeams(teamRefs: string[]): Promise<TokenRecord[]>;
  countOfTeam(teamRef: string): Promise<number>;
  markUsed(id: string, usedAt: string): Promise<void>;
  delete(id: string): Promise<void>;
  /** Removes tokens that expired before a time, and says how many. */
  deleteExpired(before: string): Promise<number>;
}

interface Row {
  id: string;
  secret_sha256: string;
  team_ref: string;
  name: string;
  access: 'read' | 'write';
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
}

function toRecord(row: Row): TokenRecord {
  return {
    id: row.id,
    secretSha256: row.secret_sha256,
    teamRef: row.team_ref,
    name: row.name,
    access: row.access,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}

/** The {@link TokenStore} on SQLite and PostgreSQL. */
export class DatabaseTokenStore implements TokenStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(record: TokenRecord): Promise<void> {
    await this.#knex<Row>('tokens').insert({
      id: record.id,
      secret_sha256: record.secretSha256,
      team_ref: record.teamRef,
      name: record.name,
      access: record.access,
      created_by: record.createdBy,
      created_at: record.createdAt,
      expires_at: record.expiresAt,
      last_used_at: record.lastUsedAt,
    });
  }

  async get(id: string): Promise<TokenRecord | undefined> {
    const row = await this.#knex<Row>('tokens').where({ id }).first();
    return row && toRecord(row);
  }

  async findBySecret(secretSha256: string): Promise<TokenRecord | undefined> {
    const row = await this.#knex<Row>('tokens')
      .where({ secret_sha256: secretSha256 })
      .first();
    return row && toRecord(row);
  }

  async listOfTeams(teamRefs: string[]): Promise<TokenRecord[]> {
    const rows = await this.#knex<Row>('tokens')
      .whereIn('team_ref', teamRefs)
      .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }]);
    return rows.map(toRecord);
  }

  async countOfTeam(teamRef: string): Promise<number> {
    const row = await this.#knex('tokens')
      .where({ team_ref: teamRef })
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  async markUsed(id: string, usedAt: string): Promise<void> {
    await this.#knex<Row>('tokens')
      .where({ id })
      .update({ last_used_at: usedAt });
  }

  async delete(id: string): Promise<void> {
    await this.#knex<Row>('tokens').where({ id }).delete();
  }

  async deleteExpired(before: string): Promise<number> {
    return this.#knex<Row>('tokens').where('expires_at', '<', before).delete();
  }
}
