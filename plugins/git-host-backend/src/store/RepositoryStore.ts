import { Knex } from 'knex';

/** A repository as the list and the uniqueness of names know it. */
export interface RepositoryRecord {
  id: string;
  owner: string;
  name: string;
  description: string;
  origin: string;
  createdBy: string;
  /** ISO 8601 UTC. */
  createdAt: string;
}

/** Index of the repositories. */
export interface RepositoryStore {
  /** Adds a repository; nothing happens when the name is taken already. */
  save(record: RepositoryRecord): Promise<void>;
  get(owner: string, name: string): Promise<RepositoryRecord | undefined>;
  /** Sorted by owner and name, starting behind the given one. */
  list(options: {
    owner?: string;
    query?: string;
    after?: { owner: string; name: string };
    limit: number;
  }): Promise<RepositoryRecord[]>;
  delete(id: string): Promise<void>;
}

interface Row {
  id: string;
  owner: string;
  name: string;
  description: string;
  origin: string;
  created_by: string;
  created_at: string;
}

function toRecord(row: Row): RepositoryRecord {
  const { created_by: createdBy, created_at: createdAt, ...rest } = row;
  return { ...rest, createdBy, createdAt };
}

/** The {@link RepositoryStore} on SQLite and PostgreSQL. */
export class DatabaseRepositoryStore implements RepositoryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(record: RepositoryRecord): Promise<void> {
    const { createdBy, createdAt, ...rest } = record;
    await this.#knex<Row>('repositories')
      .insert({ ...rest, created_by: createdBy, created_at: createdAt })
      .onConflict(['owner', 'name'])
      .ignore();
  }

  async get(
    owner: string,
    name: string,
  ): Promise<RepositoryRecord | undefined> {
    const row = await this.#knex<Row>('repositories')
      .where({ owner, name })
      .first();
    return row && toRecord(row);
  }

  async list(options: {
    owner?: string;
    query?: string;
    after?: { owner: string; name: string };
    limit: number;
  }): Promise<RepositoryRecord[]> {
    const { owner, query, after, limit } = options;
    const select = this.#knex<Row>('repositories')
      .orderBy(['owner', 'name'])
      .limit(limit);
    if (owner) {
      select.where({ owner });
    }
    if (query) {
      const pattern = `%${query.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      select.whereRaw(
        `(lower(name) like ? escape '\\' or lower(description) like ? escape '\\')`,
        [pattern, pattern],
      );
    }
    if (after) {
      select.where(where =>
        where
          .where('owner', '>', after.owner)
          .orWhere(same =>
            same.where('owner', after.owner).where('name', '>', after.name),
          ),
      );
    }
    return (await select).map(toRecord);
  }

  async delete(id: string): Promise<void> {
    await this.#knex<Row>('repositories').where({ id }).delete();
  }
}
