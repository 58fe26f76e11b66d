import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import fc from 'fast-check';
import { createImports, entity } from '../__testUtils__/createImports';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const METRICS = { effective: 'cost', billed: 'billed_cost', list: 'list_cost' };

const name = fc.constantFrom('x', 'y', 'z');
const ref = name.map(text => `component:default/${text}`);
const pattern = fc.oneof(name, fc.constantFrom('*', '?'));

const amount = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map(cents => `${cents / 100}`),
  fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(n => `${n}e-24`),
  fc.constantFrom('0', '-0', '1E3', '0.1', '123456789012345.123456789012'),
);
const row = fc.record({
  date: fc.constantFrom(
    '2028-01-31',
    '2028-02-01',
    '2028-02-29',
    '2028-03-01',
    '2028-03-31T23:30:00Z',
  ),
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  cost: amount,
  billed_cost: fc.oneof(amount, fc.constant('')),
  list_cost: fc.oneof(amount, fc.constant('')),
  service: name,
  namespace: fc.oneof(name, fc.constant('')),
  cluster: fc.oneof(name, fc.constant('')),
  team: fc.oneof(name, fc.constant('')),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

const rules = fc
  .array(
    fc
      .record({
        match: fc.record(
          { namespace: pattern, tag: fc.record({ team: pattern }) },
          { requiredKeys: [] },
        ),
        books: fc.oneof(
          ref.map(one => ({ entity: one })),
          fc.constant({ entityFrom: { tag: 'team' } }),
          name.map(shared => ({ shared })),
        ),
      })
      .map(({ match, books }) => ({ match, ...books })),
    { maxLength: 5 },
  )
  .map(given => given.map((one, index) => ({ id: `r${index}`, ...one })));
const policy = fc.oneof(
  fc.constant({ split: 'none' }),
  fc.record(
    {
      split: fc.constantFrom('even', 'proportional'),
      among: fc.array(fc.oneof(ref, fc.constant('group:default/one')), {
        minLength: 1,
        maxLength: 3,
      }),
    },
    { requiredKeys: ['split'] },
  ),
);
const settings = fc.record({
  attribution: rules,
  sharing: fc.record({
    weight: fc.constantFrom('effective', 'billed'),
    pools: fc.dictionary(name, policy),
  }),
});
/** Files by name, and how they are booked. */
const step = fc.record({
  files: fc.dictionary(
    fc.constantFrom('a.csv', 'b.csv', 'c.csv'),
    fc.array(row, { minLength: 1, maxLength: 6 }),
    { minKeys: 1 },
  ),
  settings,
});

type Sums = Record<string, bigint>;

function add(sums: Sums, key: string, text: string): void {
  sums[key] = (sums[key] ?? 0n) + readAmount(text)!;
}

/** What the rows say, by the plainest sum there is. */
function sumsOf(rows: readonly Row[]): Sums {
  const sums: Sums = {};
  for (const one of rows) {
    for (const [metric, column] of Object.entries(METRICS)) {
      const text = (one as Record<string, string>)[column];
      if (text !== '') {
        add(sums, `${one.date.slice(0, 10)} ${one.currency} ${metric}`, text);
      }
    }
  }
  return sums;
}

function byMonth(sums: Sums): Sums {
  const months: Sums = {};
  for (const [key, sum] of Object.entries(sums)) {
    const month = key.replace(/-\d\d /, ' ');
    months[month] = (months[month] ?? 0n) + sum;
  }
  return months;
}

describe.each(databases.eachSupportedId())('any bills on %s', id => {
  it('are worth what they say, and what was kept is what they were before, whatever the rules, the policies and the order they are read in', async () => {
    const knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    const storedSums = async (table: string, column: string) => {
      const sums: Sums = {};
      for (const stored of await knex(table)) {
        for (const metric of Object.keys(METRICS)) {
          if (stored[metric] !== null) {
            add(
              sums,
              `${stored[column]} ${stored.currency} ${metric}`,
              stored[metric],
            );
          }
        }
      }
      return sums;
    };
    /** What every entity cost in every month. */
    const figures = async () => {
      const sums: Sums = {};
      for (const stored of await knex('cost_month')) {
        const { month, currency, entity_ref: entityRef } = stored;
        for (const metric of Object.keys(METRICS)) {
          if (stored[metric] !== null) {
            add(
              sums,
              `${month} ${currency} ${entityRef} ${metric}`,
              stored[metric],
            );
          }
        }
      }
      return sums;
    };
    /** What was kept of the last import: the figures of both sides, but for those that stayed. */
    const keptFigures = async () => {
      const sides: Record<'before' | 'after', Sums> = { before: {}, after: {} };
      for (const kept of await knex('cost_change_amount')) {
        for (const metric of Object.keys(METRICS)) {
          const texts = {
            before: kept[`before_${metric}`] ?? '0',
            after: kept[`after_${metric}`] ?? '0',
          };
          if (texts.before !== texts.after) {
            const key = `${kept.month} ${kept.currency} ${kept.entity_ref} ${metric}`;
            add(sides.before, key, texts.before);
            add(sides.after, key, texts.after);
          }
        }
      }
      return sides;
    };
    const differing = (before: Sums, after: Sums) => {
      const sides: Record<'before' | 'after', Sums> = { before: {}, after: {} };
      for (const key of Object.keys({ ...before, ...after })) {
        const [old, now] = [before[key] ?? 0n, after[key] ?? 0n];
        if (old !== now) {
          sides.before[key] = old;
          sides.after[key] = now;
        }
      }
      return sides;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        async steps => {
          for (const table of ['cost_import', 'cost_day', 'cost_month']) {
            await knex(table).delete();
          }
          const costs = await createImports({
            knex,
            entities: ['x', 'y'].map(one =>
              entity(`component:default/${one}`, {
                owner: `group:default/${one === 'x' ? 'one' : 'two'}`,
              }),
            ),
          });
          try {
            // Rows by month: what a later step states replaces a month of an earlier one
            const model = new Map<string, Row[]>();
            const written = new Set<string>();
            const numbers = { last: 0 };
            for (const { files, settings: cost } of steps) {
              for (const file of written) {
                await costs.remove(file);
              }
              written.clear();
              const stated = new Map<string, Row[]>();
              for (const [file, rows] of Object.entries(files)) {
                const columns = Object.keys(rows[0]) as (keyof Row)[];
                await costs.write(file, [
                  `resource,${columns.join()}`,
                  // No two rows are the same: those would count once
                  ...rows.map(one => {
                    numbers.last += 1;
                    return `n${numbers.last},${columns.map(column => one[column]).join()}`;
                  }),
                ]);
                written.add(file);
                for (const one of rows) {
                  const month = one.date.slice(0, 7);
                  stated.set(month, [...(stated.get(month) ?? []), one]);
                }
              }
              stated.forEach((rows, month) => model.set(month, rows));
              const before = await figures();
              for (const table of ['cost_change', 'cost_change_amount']) {
                await knex(table).delete();
              }
              const { state, message, reconciliation } =
                await costs.import(cost);
              expect([state, message]).toEqual(['done', null]);
              for (const { difference } of reconciliation) {
                expect(difference).toBe('0');
              }
              const expected = sumsOf([...model.values()].flat());
              expect(await storedSums('cost_day', 'day')).toEqual(expected);
              expect(await storedSums('cost_month', 'month')).toEqual(
                byMonth(expected),
              );
              const [now, last] = await knex('cost_import')
                .where({ state: 'done' })
                .orderBy('started_at', 'desc');
              // Bills that grow are no change as long as their month is not over
              expect(await keptFigures()).toEqual(
                last && last.rules_fingerprint !== now.rules_fingerprint
                  ? differing(before, await figures())
                  : differing({}, {}),
              );
              for (const stored of await knex('cost_day')) {
                expect(stored.entity_ref === '').toBe(stored.reason !== '');
              }
            }
          } finally {
            await costs.close();
          }
        },
      ),
      { seed: 51, numRuns: 25 },
    );
  });
});
