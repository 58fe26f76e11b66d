import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { migrate } from '../migrate';

/**
 * A database that a second process opens too, to be killed while it writes.
 *
 * @public
 */
export class KillableDatabase {
  private constructor(
    /** Of the test itself. */
    readonly knex: Knex,
    private readonly access: { client: string; connection: object },
    private readonly folder: string | undefined,
  ) {}

  static async open(options: {
    databases: TestDatabases;
    id: TestDatabaseId;
    migrations: string;
  }): Promise<KillableDatabase> {
    const { databases, id, migrations } = options;
    let opened: KillableDatabase;
    if (id === 'SQLITE_3') {
      const folder = await mkdtemp(join(tmpdir(), 'plumbline-kill-'));
      const client = 'better-sqlite3';
      const connection = { filename: join(folder, 'killed.sqlite') };
      const knex = createKnex({ client, connection, useNullAsDefault: true });
      opened = new KillableDatabase(knex, { client, connection }, folder);
    } else {
      const knex = await databases.init(id);
      const connection = {
        ...knex.client.config.connection,
        password: knex.client.connectionSettings.password,
      };
      opened = new KillableDatabase(
        knex,
        { client: 'pg', connection },
        undefined,
      );
    }
    await migrate(opened.knex, migrations);
    return opened;
  }

  /**
   * Runs a TypeScript program until it is killed, or ends. Its first argument
   * is the order with `client` and `connection`, as JSON.
   */
  async run(
    program: string,
    order: object,
  ): Promise<{ said: string; wasKilled: boolean }> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        program,
        JSON.stringify({ ...order, ...this.access }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.on('data', data => {
      said += data;
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) =>
        signal === 'SIGKILL' || code === 0
          ? resolve({ said, wasKilled: signal === 'SIGKILL' })
          : reject(new Error(`the process ended with ${code ?? signal}`)),
      );
    });
  }

  async close(): Promise<void> {
    if (this.folder) {
      await this.knex.destroy();
      await rm(this.folder, { recursive: true });
    }
  }
}
