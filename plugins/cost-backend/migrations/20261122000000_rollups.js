/*
 * What days add up to, written with them: what each source stated of a day, and
 * what an entity cost in a month up to each day of it.
 */

// @ts-check

const METRICS = ['billed', 'effective', 'list', 'contracted'];
const KINDS = ['direct', 'idle', 'shared'];
const SCALE = 54;
/** SQLite takes only so many values in one statement. */
const ROWS = 50;

/**
 * @param {string} text decimal
 * @returns {bigint}
 */
function readAmount(text) {
  const [, sign, whole, fraction = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const units = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return sign ? -units : units;
}

/** @param {bigint} amount */
function formatAmount(amount) {
  const digits = String(amount < 0n ? -amount : amount).padStart(
    SCALE + 1,
    '0',
  );
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`;
}

/**
 * Sums of the rows of one bill, as an import writes them.
 *
 * @param {any[]} rows of `cost_day`
 */
function addUp(rows) {
  /** @type {Map<string, any>} */
  const days = new Map();
  /** @type {Map<string, any>} */
  const months = new Map();
  for (const row of rows) {
    const { source, bill_month, month, day, currency, entity_ref, kind } = row;
    const dayKey = `${day} ${currency}`;
    const ofDay = days.get(dayKey) ?? { source, bill_month, day, currency };
    days.set(dayKey, ofDay);
    for (const metric of METRICS) {
      if (row[metric] !== null) {
        const amount = readAmount(String(row[metric]));
        ofDay[metric] = (ofDay[metric] ?? 0n) + amount;
        const key = `${month} ${currency} ${metric} ${entity_ref}`;
        const ofMonth = months.get(key) ?? {
          row: { source, bill_month, month, metric, currency, entity_ref },
          byDay: [],
        };
        months.set(key, ofMonth);
        ofMonth.row[kind] = (ofMonth.row[kind] ?? 0n) + amount;
        const place = Number(day.slice(8)) - 1;
        ofMonth.byDay[place] = (ofMonth.byDay[place] ?? 0n) + amount;
      }
    }
  }
  return { days: [...days.values()], months: [...months.values()] };
}

/**
 * @param {(bigint | undefined)[]} byDay
 * @returns {(string | null)[]}
 */
function runningSums(byDay) {
  /** @type {bigint | undefined} */
  let sum;
  return Array.from(byDay, amount => {
    sum = amount === undefined ? sum : (sum ?? 0n) + amount;
    return sum === undefined ? null : formatAmount(sum);
  });
}

/** @param {bigint | undefined} amount */
const orNull = amount => (amount === undefined ? null : formatAmount(amount));

/** @param {import('knex').Knex} knex */
async function fill(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  const bills = await knex('cost_day').distinct('source', 'bill_month');
  for (const { source, bill_month } of bills) {
    const rows = await knex('cost_day')
      .where({ source, bill_month })
      .select(
        ...['source', 'bill_month', 'month', 'day', 'currency'],
        ...['entity_ref', 'kind'],
        ...METRICS.map(metric =>
          knex.raw('cast(?? as text) as ??', [metric, metric]),
        ),
      );
    const { days, months } = addUp(rows);
    const dayRows = days.map(day => ({
      ...day,
      ...Object.fromEntries(METRICS.map(name => [name, orNull(day[name])])),
    }));
    const monthRows = months.map(({ row, byDay }) => {
      const toDate = runningSums(byDay);
      return {
        ...row,
        ...Object.fromEntries(KINDS.map(kind => [kind, orNull(row[kind])])),
        to_date: isPostgres
          ? `{${toDate.map(text => text ?? 'NULL').join()}}`
          : toDate.join(),
      };
    });
    await knex.batchInsert('cost_source_day', dayRows, ROWS);
    await knex.batchInsert('cost_to_date', monthRows, ROWS);
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  const amount = isPostgres ? 'numeric' : 'text';

  await knex.schema.createTable('cost_source_day', table => {
    table.string('source', 100).notNullable();
    table.string('bill_month', 7).notNullable();
    table.string('day', 10).notNullable();
    table.string('currency', 3).notNullable();
    for (const metric of METRICS) {
      table.specificType(metric, amount).comment('null where it states none');
    }
    table.primary(['source', 'bill_month', 'day', 'currency']);
    table.index(['day']);
  });

  await knex.schema.createTable('cost_to_date', table => {
    table.string('source', 100).notNullable();
    table.string('bill_month', 7).notNullable();
    table.string('month', 7).notNullable().comment('of the days');
    table.string('metric', 10).notNullable();
    table.string('currency', 3).notNullable();
    table.string('entity_ref', 255).notNullable().comment('or empty');
    for (const kind of KINDS) {
      table
        .specificType(kind, amount)
        .comment('of the whole month; null where there is none');
    }
    table
      .specificType('to_date', isPostgres ? 'numeric[]' : 'text')
      .notNullable()
      .comment(
        'what the month cost until its first, second … day, up to the last that is known, with a comma between them; none before the first that is',
      );
    // What an import replaces
    table.index(['source', 'bill_month']);
  });
  // What everything cost in a month, and some entities: read from the index alone
  await knex.raw(
    `CREATE UNIQUE INDEX cost_to_date_all ON cost_to_date
       (month, metric, entity_ref, currency, source, bill_month)
       ${isPostgres ? 'INCLUDE (direct, idle, shared)' : ''}`,
  );
  await fill(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_to_date');
  await knex.schema.dropTable('cost_source_day');
};
