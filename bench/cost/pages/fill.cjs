/*
 * Fills the plugin's database through its own CostWriter, one import for each
 * month of each source. In: JSON. Out: JSON of what it took.
 */
const { createRequire } = require('node:module');

const { createLandscape } = require('./landscape.cjs');
const { bookingOf, listDays } = require('./bookings.cjs');

const createKnex = createRequire(
  require.resolve('../../../plugins/cost-backend/package.json'),
)('knex');
const source = path => require(`../../../plugins/cost-backend/src/${path}`);
const { reconcileCosts } = require('../../../plugins/cost-formats/src');
const { CostWriter } = source('store/CostWriter');
const { ImportStore } = source('store/ImportStore');
const { MIGRATIONS } = source('store/migrations');

const SOURCES = { aws: 'USD', azure: 'EUR' };

/** Where the money went, as a book has it; what came in is what was booked. */
function reconciled(booking) {
  const { day, currency, allocations } = booking;
  const amounts = {};
  for (const allocation of allocations) {
    for (const [metric, amount] of Object.entries(allocation.amounts)) {
      amounts[metric] = (amounts[metric] ?? 0n) + amount;
    }
  }
  return {
    ...booking,
    lines: reconcileCosts([{ day, currency, amounts }], allocations),
  };
}

async function main({ url, entities, days: count }) {
  const landscape = createLandscape(entities);
  const knex = createKnex({
    client: 'pg',
    connection: url,
    searchPath: 'cost',
  });
  await knex.raw('create schema if not exists cost');
  await knex.migrate.latest({ directory: MIGRATIONS });
  const imports = new ImportStore(knex);
  const writer = new CostWriter(knex);
  const days = listDays(count, Date.now() - 86_400_000);
  const months = [...new Set(days.map(day => day.slice(0, 7)))];
  let rows = 0;
  let writtenMs = 0;
  for (const month of months) {
    for (const [name, currency] of Object.entries(SOURCES)) {
      const ofMonth = days.filter(day => day.startsWith(month));
      let madeMs = 0;
      const booked = (function* makeBookings() {
        for (const day of ofMonth) {
          const started = performance.now();
          const booking = reconciled(bookingOf({ landscape, day, currency }));
          rows += booking.allocations.length;
          madeMs += performance.now() - started;
          yield booking;
        }
      })();
      const now = new Date().toISOString();
      const { id } = await imports.begin({
        source: name,
        now,
        aliveUntil: '9999-01-01T00:00:00.000Z',
      });
      const started = performance.now();
      await writer.replace({
        importId: id,
        source: name,
        billMonths: [month],
        keptFrom: days[0],
        isLast: true,
        bookings: booked,
        placeOf: ref => landscape.placeOf(ref),
        finish: () => ({
          result: {
            state: 'done',
            firstDay: ofMonth[0],
            lastDay: ofMonth.at(-1),
          },
          now,
        }),
        signal: new AbortController().signal,
      });
      writtenMs += performance.now() - started - madeMs;
      process.stderr.write(`  ${month} of ${name}: ${rows} rows\n`);
    }
  }
  // As autovacuum does after a while
  await knex.raw('vacuum analyze');
  const { rows: sizes } = await knex.raw(
    `select relname as table, pg_table_size(oid) as heap, pg_indexes_size(oid) as indexes
     from pg_class where relkind = 'r' and relname like 'cost%' order by 1`,
  );
  await knex.destroy();
  process.stdout.write(
    JSON.stringify({
      rows,
      writtenMs,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      days,
      sizes,
    }),
  );
}

main(JSON.parse(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});
