import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { Knex } from 'knex';
import type { ScanOrder } from '../__testUtils__/scan.process';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { FindingWriter } from './FindingWriter';
import { ScanStore } from './ScanStore';
import { migrate } from './migrate';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const LATER = '2026-03-09T00:00:00.000Z';

describe.each(databases.eachSupportedId())(
  'a process that is killed on %s',
  id => {
    const client = id === 'SQLITE_3' ? 'better-sqlite3' : 'pg';
    let folder: string;
    let knex: Knex;
    let connection: object;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-kill-'));
      if (client === 'better-sqlite3') {
        connection = { filename: join(folder, 'scans.sqlite') };
        knex = createKnex({ client, connection, useNullAsDefault: true });
      } else {
        knex = await databases.init(id);
        connection = {
          ...knex.client.config.connection,
          password: knex.client.connectionSettings.password,
        };
      }
      await migrate(knex);
    });
    afterEach(async () => {
      if (client === 'better-sqlite3') {
        await knex.destroy();
      }
      await rm(folder, { recursive: true });
    });

    /** Runs the process until it is killed, or done; answers what it said. */
    function runProcess(
      order: Omit<ScanOrder, 'client' | 'connection'>,
    ): Promise<{ said: string; wasKilled: boolean }> {
      const child = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          join(__dirname, '../__testUtils__/scan.process.ts'),
          JSON.stringify({ ...order, client, connection }),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.on('data', data => {
        said += data;
      });
      return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (_, signal) =>
          resolve({ said, wasKilled: signal === 'SIGKILL' }),
        );
      });
    }

    /** Another process comes, after the lease of the killed one. */
    async function workOff(): Promise<void> {
      const scans = new ScanStore(knex);
      const writer = new FindingWriter({
        knex,
        slaDays: DEFAULT_SLA_DAYS,
        decideNew: async () => {},
        decideChanged: async () => {},
      });
      for (;;) {
        const scan = await scans.claim({
          owner: 'next',
          now: LATER,
          until: LATER,
        });
        if (!scan) {
          return;
        }
        await writer.apply(scan, LATER);
      }
    }

    const detections = async () =>
      Object.fromEntries(
        (await knex('scan_findings').orderBy('identity')).map(row => [
          row.identity.slice('v1:'.length),
          row.detection,
        ]),
      );

    it.each(['query', 'query-response'] as const)(
      'loses no report that was acknowledged, and works none off by halves, at each %s',
      async moment => {
        const first = '2026-03-01T00:00:00.000Z';
        await runProcess({
          names: ['1', '2', '3'],
          at: first,
          dieAt: 10_000,
          moment,
        });
        let kills = 0;
        for (let dieAt = 1; ; dieAt += 1) {
          const at = new Date(Date.parse(first) + dieAt * 60_000).toISOString();
          // From 1 2 3 to 2 3 4 and back, so that every scan opens and closes
          const names = dieAt % 2 === 1 ? ['2', '3', '4'] : ['1', '2', '3'];
          const before = await detections();
          const { said, wasKilled } = await runProcess({
            names,
            at,
            dieAt,
            moment,
          });
          const whole =
            dieAt % 2 === 1
              ? { 1: 'fixed', 2: 'open', 3: 'open', 4: 'open' }
              : { 1: 'open', 2: 'open', 3: 'open', 4: 'fixed' };
          expect([before, whole]).toContainEqual(await detections());
          await workOff();
          if (!said.startsWith('taken')) {
            // Nobody was told: the sender sends it again
            await runProcess({ names, at, dieAt: 10_000, moment });
            await workOff();
          }
          expect(await detections()).toEqual(whole);
          const [{ amount }] = await knex('scan_scans')
            .where({ scanned_at: at })
            .count({ amount: '*' });
          expect(Number(amount)).toBe(1);
          if (!wasKilled) {
            break;
          }
          kills += 1;
        }
        expect(kills).toBeGreaterThan(20);
      },
    );
  },
);
