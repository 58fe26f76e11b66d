/*
 * What owners are to be told, and were: a row stays when it was sent, so that
 * nobody is told the same twice.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('cost_notice', table => {
    table.string('entity_ref', 255).notNullable();
    table.string('kind', 16).notNullable().comment('budget or unusual');
    table
      .string('subject', 100)
      .notNullable()
      .comment('which budget and threshold, or which day');
    table.text('content').notNullable().comment('JSON');
    table.string('created_at', 24).notNullable();
    table.string('sent_at', 24).comment('null until it was');
    table.string('claimed_until', 24);
    table.integer('attempts').notNullable().defaultTo(0);
    table.primary(['entity_ref', 'kind', 'subject']);
  });
  await knex.schema.alterTable('cost_notice', table => {
    // What waits
    table.index(['created_at'], 'cost_notice_unsent', {
      predicate: knex.whereNull('sent_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_notice');
};
