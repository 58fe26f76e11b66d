/*
 * What could be saved, as it was last measured, source by source; and how each
 * source was last read.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('cost_advice', table => {
    table.string('id', 32).primary();
    table.string('source', 100).notNullable();
    table.string('kind', 16).notNullable();
    table.string('state', 16).notNullable().comment('suggestion or withheld');
    table.string('entity_ref', 255).notNullable().comment('or empty');
    table.string('currency', 3);
    table.text('saving').comment('exact decimal; null where it is not known');
    table
      .string('saving_rank', 80)
      .notNullable()
      .comment('sorts as text as savings do; empty where none is known');
    table.text('patch').comment('for Kustomize');
    table
      .text('subject')
      .notNullable()
      .comment('JSON: what rules look at to say whose it is');
    table.text('content').notNullable().comment('JSON: what is shown');
    // The largest saving first, of everything
    table.index(['state', 'saving_rank', 'id']);
    // What is said of an entity
    table.index(['entity_ref']);
    // What a reading replaces
    table.index(['source']);
  });
  await knex.schema.createTable('cost_usage_reading', table => {
    table.string('source', 100).primary();
    table.string('read_at', 24).comment('the last success');
    table.string('fingerprint', 64).comment('of the settings of that success');
    table.text('lacks').comment('what nobody exports, at that success');
    table.text('failure').comment('of the last attempt, when it was none');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_usage_reading');
  await knex.schema.dropTable('cost_advice');
};
