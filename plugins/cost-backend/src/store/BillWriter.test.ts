import {
  COST_METRICS,
  CostAllocation,
  CostAmounts,
  formatAmount,
  readAmount,
  reconcileCosts,
} from '@plumbline/backstage-plugin-cost-formats';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import fc from 'fast-check';
import { Knex } from 'knex';
import { Booking } from '../domain/Booking';
import { CostReaderMonths } from './CostReaderMonths';
import { CostWriter } from './CostWriter';
import { ImportStore } from './ImportStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const METRIC = 'effective';

/** Amounts of up to 30 decimal places, some of which state nothing. */
const amount = fc.option(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(units => units * 10n),
  { nil: undefined, freq: 3 },
);

const allocation = fc.record({
  entity: fc.option(
    fc.constantFrom('component:default/a', 'component:default/b'),
    { nil: undefined },
  ),
  kind: fc.constantFrom('direct', 'idle', 'shared'),
  effective: amount,
  billed: amount,
});

/** A day of a bill, which may be of another month than the bill. */
const booking = fc.record({
  billMonth: fc.constantFrom('2026-01', '2026-02'),
  day: fc.constantFrom('2026-01-01', '2026-01-30', '2026-01-31', '2026-02-28'),
  currency: fc.constantFrom('EUR', 'USD'),
  allocations: fc.array(allocation, { minLength: 1, maxLength: 4 }),
});

function toBooking(given: any): Booking {
  const { billMonth, day, currency } = given;
  const allocations: CostAllocation[] = given.allocations.map((one: any) => ({
    day,
    currency,
    entity: one.entity,
    rule: 'r',
    kind: one.kind,
    dimensions: {},
    amounts: Object.fromEntries(
      Object.entries({ effective: one.effective, billed: one.billed }).filter(
        ([, value]) => value !== undefined,
      ),
    ) as CostAmounts,
  }));
  const facts = allocations.map(({ amounts }) => ({
    day,
    currency,
    amounts,
    subject: { tags: new Map(), labels: new Map(), isIdle: false },
    rows: 1,
  }));
  const lines = reconcileCosts(facts, allocations);
  return { billMonth, day, currency, allocations, lines };
}

/** Bill by bill, and of each day and currency one. */
function toBookings(given: readonly any[]): Booking[] {
  const unique = new Map(
    given.map(one => [`${one.billMonth} ${one.day} ${one.currency}`, one]),
  );
  return [...unique]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => toBooking(one));
}

/** Sums of the days by some columns, exact; what is not stated is in none. */
function sumDays(
  days: readonly any[],
  keyOf: (row: any, metric: string) => string,
): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const row of days) {
    for (const metric of COST_METRICS.filter(name => row[name] !== null)) {
      const key = keyOf(row, metric);
      const value = readAmount(String(row[metric]))!;
      sums.set(key, (sums.get(key) ?? 0n) + value);
    }
  }
  return Object.fromEntries(
    [...sums].sort().map(([key, sum]) => [key, formatAmount(sum)]),
  );
}

const plain = (text: unknown) => formatAmount(readAmount(String(text))!);

describe.each(databases.eachSupportedId())('sums of bills on %s', id => {
  let knex: Knex;
  let imports = 0;

  beforeAll(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
  });

  async function replace(bookings: readonly Booking[], months: string[]) {
    imports += 1;
    const now = new Date(imports * 1_000).toISOString();
    const { id: importId } = await new ImportStore(knex).begin({
      source: 'cloud',
      now,
      aliveUntil: '9999-01-01T00:00:00.000Z',
    });
    await new CostWriter(knex).replace({
      importId,
      source: 'cloud',
      billMonths: months,
      bookings,
      keptFrom: '2026-01-01',
      isLast: true,
      placeOf: () => undefined,
      finish: () => ({ result: { state: 'done' }, now }),
      signal: new AbortController().signal,
    });
  }

  /** What is stored of sums, by the same keys as the sums of days. */
  async function stored() {
    const toDate = await knex('cost_to_date');
    const sourceDays = await knex('cost_source_day');
    return {
      kinds: Object.fromEntries(
        toDate
          .flatMap(row =>
            ['direct', 'idle', 'shared']
              .filter(kind => row[kind] !== null)
              .map((kind): [string, string] => [
                `${row.bill_month} ${row.month} ${row.metric} ${row.currency} ${row.entity_ref} ${kind}`,
                plain(row[kind]),
              ]),
          )
          .sort(),
      ),
      sourceDays: Object.fromEntries(
        sourceDays
          .flatMap(row =>
            COST_METRICS.filter(metric => row[metric] !== null).map(
              (metric): [string, string] => [
                `${row.bill_month} ${row.day} ${metric} ${row.currency}`,
                plain(row[metric]),
              ],
            ),
          )
          .sort(),
      ),
    };
  }

  it('are those of the days, whatever was replaced before', async () => {
    const months = new CostReaderMonths(knex);
    await fc.assert(
      fc.asyncProperty(
        fc.array(booking, { maxLength: 6 }),
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 31 }),
        async (given, one, other) => {
          const bookings = toBookings(given);
          await replace(bookings, ['2026-01', '2026-02']);
          const days = await knex('cost_day');
          expect(await stored()).toEqual({
            kinds: sumDays(
              days,
              (row, metric) =>
                `${row.bill_month} ${row.month} ${metric} ${row.currency} ${row.entity_ref} ${row.kind}`,
            ),
            sourceDays: sumDays(
              days,
              (row, metric) =>
                `${row.bill_month} ${row.day} ${metric} ${row.currency}`,
            ),
          });
          const [from, to] = [one, other]
            .sort((a, b) => a - b)
            .map(day => `2026-01-${String(day).padStart(2, '0')}`);
          const ofDays = await months.listOfDays({
            source: 'cloud',
            from,
            to,
            metric: METRIC,
          });
          const sums: Record<string, bigint> = {};
          for (const { entityRef, currency, amount: sum = 0n } of ofDays) {
            const key = `${currency} ${entityRef}`;
            sums[key] = (sums[key] ?? 0n) + sum;
          }
          const expected = sumDays(
            days.filter(
              row =>
                row.day >= from &&
                row.day <= to &&
                row.entity_ref !== '' &&
                row[METRIC] !== null,
            ),
            (row, metric) =>
              metric === METRIC ? `${row.currency} ${row.entity_ref}` : 'other',
          );
          delete expected.other;
          // What was stated of the month before those days is zero on them
          expect(
            Object.fromEntries(
              Object.entries(sums)
                .filter(([key, sum]) => sum !== 0n || key in expected)
                .map(([key, sum]) => [key, formatAmount(sum)])
                .sort(),
            ),
          ).toEqual(expected);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('are of bills that come as a whole', async () => {
    const of = (billMonth: string) =>
      toBooking({
        billMonth,
        day: '2026-01-01',
        currency: 'EUR',
        allocations: [{ kind: 'direct', effective: 1n }],
      });
    await expect(
      replace(
        [of('2026-01'), of('2026-02'), of('2026-01')],
        ['2026-01', '2026-02'],
      ),
    ).rejects.toThrow('The bill of 2026-01 comes in several parts');
    await knex('cost_import').where({ state: 'running' }).delete();
  });

  it('are made of days that were stored before there were sums', async () => {
    await replace(
      toBookings([
        {
          billMonth: '2026-01',
          day: '2026-01-30',
          currency: 'EUR',
          allocations: [
            { kind: 'direct', entity: 'component:default/a', effective: 5n },
            { kind: 'idle', entity: 'component:default/a', effective: -3n },
            { kind: 'direct', billed: 7n },
          ],
        },
        {
          billMonth: '2026-01',
          day: '2026-01-31',
          currency: 'EUR',
          allocations: [
            { kind: 'direct', entity: 'component:default/a', effective: 1n },
          ],
        },
      ]),
      ['2026-01', '2026-02'],
    );
    const tables = ['cost_source_day', 'cost_to_date'];
    const read = () =>
      Promise.all(
        tables.map(table =>
          knex(table).orderBy(
            table === 'cost_to_date' ? ['metric', 'entity_ref'] : ['day'],
          ),
        ),
      );
    const before = await read();
    await knex.migrate.down({
      directory: MIGRATIONS,
      name: '20261122000000_rollups.js',
    } as never);
    await migrate(knex, MIGRATIONS);
    expect(await read()).toEqual(before);
  });
});
