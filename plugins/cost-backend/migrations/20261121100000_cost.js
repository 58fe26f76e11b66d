/*
 * Costs by day, as they were booked; what they add up to by month; where their
 * entities stand in the catalog; and how sources were read.
 *
 * Amounts are decimal text where the database knows no exact decimals, and
 * null where the source states none, which is not zero.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  function addAmounts(table) {
    for (const metric of ['billed', 'effective', 'list', 'contracted']) {
      table.specificType(metric, isPostgres ? 'numeric' : 'text');
    }
  }

  await knex.schema.createTable('cost_import', table => {
    table.string('id', 36).primary();
    table.string('source', 100).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('running, done, unchanged, refused or failed');
    table.string('started_at', 32).notNullable();
    table.string('ended_at', 32);
    table
      .string('alive_until', 32)
      .comment('while it runs: whoever is later may close it as failed');
    table.text('format');
    table
      .string('fingerprint', 64)
      .comment('of the files, the rules and the policies');
    table.text('rows').comment('JSON: read, accepted, rejected, repeated');
    table.text('rejected').comment('JSON: the first rows that do not count');
    table.text('warnings').comment('JSON');
    table.text('reconciliation').comment('JSON: by currency');
    table.string('first_day', 10);
    table.string('last_day', 10);
    table.text('message');
    table.index(['started_at', 'id']);
    table.index(['source', 'started_at']);
  });
  // No source is read twice at the same time, by whichever backend
  await knex.raw(
    `CREATE UNIQUE INDEX cost_import_running ON cost_import (source) WHERE state = 'running'`,
  );

  await knex.schema.createTable('cost_day', table => {
    table.string('source', 100).notNullable();
    table
      .string('bill_month', 7)
      .notNullable()
      .comment('of the bill: what a restatement replaces');
    table.string('month', 7).notNullable().comment('of the day');
    table.string('day', 10).notNullable();
    table.string('currency', 3).notNullable();
    table.string('entity_ref', 255).notNullable().comment('or empty');
    table
      .string('reason', 32)
      .notNullable()
      .comment('why it is no entity’s, or empty');
    table.text('rule').notNullable();
    table.string('kind', 8).notNullable().comment('direct, idle or shared');
    for (const dimension of [
      'pool',
      'provider',
      'account',
      'account_name',
      'service',
      'service_category',
      'service_subcategory',
      'region',
      'charge_category',
      'cluster',
      'namespace',
      'workload',
    ]) {
      table.text(dimension).notNullable().comment('or empty');
    }
    addAmounts(table);
    // What an entity cost, over some days
    table.index(['entity_ref', 'day']);
    // What an import replaces
    table.index(['source', 'bill_month']);
    // What is unattributed, and what everything cost, over some days
    table.index(['day']);
  });

  await knex.schema.createTable('cost_month', table => {
    table.string('source', 100).notNullable();
    table.string('bill_month', 7).notNullable();
    table.string('month', 7).notNullable().comment('of the days');
    table.string('currency', 3).notNullable();
    table.string('entity_ref', 255).notNullable().comment('or empty');
    table.string('kind', 8).notNullable();
    addAmounts(table);
    table.primary([
      'source',
      'bill_month',
      'month',
      'currency',
      'entity_ref',
      'kind',
    ]);
    table.index(['entity_ref', 'month']);
    table.index(['month']);
  });

  await knex.schema.createTable('cost_entity', table => {
    table.string('entity_ref', 255).primary();
    table.string('owner_ref', 255);
    table.string('system_ref', 255);
    table.string('domain_ref', 255);
    table.index(['owner_ref']);
    table.index(['system_ref']);
    table.index(['domain_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'cost_entity',
    'cost_month',
    'cost_day',
    'cost_import',
  ]) {
    await knex.schema.dropTable(table);
  }
};
