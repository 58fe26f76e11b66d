/*
 * What the contract of a monitor said about the rows of a window: the answer
 * with the run, the breaches beside it, since lists of runs do not show them.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.string('contract_status', 8).comment('kept, broken or unknown');
    table.text('contract_sentence');
  });
  await knex.schema.createTable('contract_results', table => {
    table
      .string('run_id', 36)
      .primary()
      .references('runs.id')
      .onDelete('CASCADE');
    table.text('payload').notNullable().comment('JSON: counts and breaches');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('contract_results');
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('contract_sentence');
    table.dropColumn('contract_status');
  });
};
