import { join } from 'node:path';
import {
  KillableDatabase,
  createTestDatabases,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import type { OpenCostOrder } from '../__testUtils__/openCost.process';
import { RecordedOpenCost } from '../__testUtils__/RecordedOpenCost';
import { recordDay, recordPod } from '../__testUtils__/recordDay';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const DAYS = ['2026-05-30', '2026-05-31', '2026-06-01'];
const NOON = Date.parse('2026-06-01T12:00:00.000Z');
/** Some fall between two answers, some between two months. */
const STRIDE = 6;

describe.each(databases.eachSupportedId())(
  'a reading of OpenCost that is killed on %s',
  id => {
    let database: KillableDatabase;
    let knex: Knex;
    let openCost: RecordedOpenCost;

    beforeEach(async () => {
      database = await KillableDatabase.open({
        databases,
        id,
        migrations: MIGRATIONS,
      });
      knex = database.knex;
      openCost = await RecordedOpenCost.start();
      for (const day of DAYS) {
        openCost.recordings.set(
          day,
          recordDay(day, {
            cart: recordPod('1.5', { namespace: 'shop', controller: 'cart' }),
          }),
        );
      }
    });
    afterEach(async () => {
      await openCost.stop();
      await database.close();
    });

    const run = (order: Pick<OpenCostOrder, 'at' | 'dieAt' | 'moment'>) =>
      database.run(join(__dirname, '../__testUtils__/openCost.process.ts'), {
        ...order,
        url: `${openCost.url}/allocation`,
      });
    const stored = async (): Promise<string[]> =>
      (await knex('cost_day').orderBy('day')).map(
        ({ day, effective }) => `${day} ${effective}`,
      );
    const whole = DAYS.map(day => `${day} 1.5`);

    it.each(['query', 'query-response'] as const)(
      'keeps what came, and the next one goes on, at some of each %s',
      async moment => {
        let asked: number[] = [];
        for (let dieAt = 2; ; dieAt += STRIDE) {
          for (const table of ['cost_answer', 'cost_day', 'cost_month']) {
            await knex(table).delete();
          }
          openCost.forgetRequests();
          const at = new Date(NOON + dieAt * 120_000).toISOString();
          const { wasKilled } = await run({ at, dieAt, moment });
          // Months are whole, or not there
          expect([[], whole.slice(0, 2), whole]).toContainEqual(await stored());
          if (!wasKilled) {
            break;
          }
          const later = new Date(Date.parse(at) + 61_000).toISOString();
          await run({ at: later, dieAt: 100_000, moment });
          expect(await stored()).toEqual(whole);
          expect(await knex('cost_import').where({ state: 'running' })).toEqual(
            [],
          );
          asked = [...asked, openCost.queries.length];
        }
        // Answers that were kept are not asked for again
        expect(asked.length).toBeGreaterThan(3);
        expect(asked.at(-1)).toBe(DAYS.length);
        expect(Math.max(...asked)).toBeLessThanOrEqual(DAYS.length + 1);
      },
    );
  },
);
