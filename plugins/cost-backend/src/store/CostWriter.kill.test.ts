import { join } from 'node:path';
import {
  KillableDatabase,
  createTestDatabases,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import type { ImportOrder } from '../__testUtils__/import.process';
import { ImportStore } from './ImportStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'an import that is killed on %s',
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

    const runProcess = (order: Omit<ImportOrder, 'client' | 'connection'>) =>
      database.run(
        join(__dirname, '../__testUtils__/import.process.ts'),
        order,
      );

    /** What every row of costs says: its amount, and whose it is. */
    const stored = async () => ({
      days: (await knex('cost_day').orderBy('day')).map(
        row => `${row.entity_ref} ${row.effective}`,
      ),
      months: (await knex('cost_month').orderBy('month')).map(
        row => `${row.entity_ref} ${row.effective}`,
      ),
    });
    /** What was kept of every change, the newest first: whose it was, and whose it is. */
    const changes = async () => {
      const amounts = await knex('cost_change_amount');
      return (await knex('cost_change').orderBy('at', 'desc')).map(
        ({ id: changeId, cause }) => {
          const own = amounts.filter(({ change_id }) => change_id === changeId);
          const sides = ['before', 'after'].map(side =>
            own
              .filter(row => row[`${side}_effective`] !== null)
              .map(row => `${row.entity_ref} ${row[`${side}_effective`]}`)
              .sort(),
          );
          return [cause, ...sides];
        },
      );
    };
    const whole = (amount: string, twice: string) => ({
      days: Array(3).fill(`component:default/of-${amount} ${amount}`),
      months: [amount, twice].map(
        sum => `component:default/of-${amount} ${sum}`,
      ),
    });

    it.each(['query', 'query-response'] as const)(
      'changes all or nothing, and can be done again, at each %s',
      async moment => {
        const start = Date.parse('2026-06-01T00:00:00.000Z');
        const at = (minutes: number) =>
          new Date(start + minutes * 60_000).toISOString();
        await runProcess({ amount: '1', at: at(0), dieAt: 10_000, moment });
        expect(await stored()).toEqual(whole('1', '2'));
        let kills = 0;
        for (let dieAt = 1; ; dieAt += 1) {
          const [before, after] =
            dieAt % 2 === 1
              ? [whole('1', '2'), whole('2', '4')]
              : [whole('2', '4'), whole('1', '2')];
          const amount = dieAt % 2 === 1 ? '2' : '1';
          const { wasKilled } = await runProcess({
            amount,
            at: at(5 * dieAt),
            dieAt,
            moment,
          });
          const now = await stored();
          expect([before, after]).toContainEqual(now);
          // What was kept goes with what is stored: of each change all, or nothing
          const kept = await changes();
          const dones = await knex('cost_import').where({ state: 'done' });
          expect(kept).toHaveLength(dones.length - 1);
          const isAfter = now.months[0] === after.months[0];
          const [from, to] = isAfter ? [before, after] : [after, before];
          expect(kept.slice(0, 1)).toEqual(
            kept.length === 0 ? [] : [['rules', from.months, to.months]],
          );
          const running = await knex('cost_import').where({ state: 'running' });
          expect(running.length).toBeLessThanOrEqual(1);
          if (!wasKilled) {
            break;
          }
          kills += 1;
          await runProcess({
            amount,
            at: at(5 * dieAt + 2),
            dieAt: 10_000,
            moment,
          });
          expect(await stored()).toEqual(after);
        }
        expect(kills).toBeGreaterThan(10);
        expect(
          await new ImportStore(knex).findStoredFingerprint('cloud'),
        ).toMatch(/^[12]$/);
        expect(await knex('cost_import').where({ state: 'running' })).toEqual(
          [],
        );
      },
    );
  },
);
