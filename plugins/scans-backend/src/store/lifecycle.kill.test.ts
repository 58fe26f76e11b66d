import { join } from 'node:path';
import { Knex } from 'knex';
import type { ScanOrder } from '../__testUtils__/scan.process';
import {
  KillableDatabase,
  createTestDatabases,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { FindingWriter } from './FindingWriter';
import { ScanStore } from './ScanStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const LATER = '2026-03-09T00:00:00.000Z';

describe.each(databases.eachSupportedId())(
  'a process that is killed on %s',
  id => {
    let database: KillableDatabase;
    let knex: Knex;

    beforeEach(async () => {
      database = await KillableDatabase.open({
        databases,
        id,
        migrations: MIGRATIONS,
      });
      knex = database.knex;
    });
    afterEach(() => database.close());

    const runProcess = (order: Omit<ScanOrder, 'client' | 'connection'>) =>
      database.run(join(__dirname, '../__testUtils__/scan.process.ts'), order);

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
