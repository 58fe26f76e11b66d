/*
 * Runs of pipelines that costs are of, as tags and labels name them; and how
 * much of something, such as tokens, entities handed out on a day.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cost_day', table => {
    table
      .text('run')
      .notNullable()
      .defaultTo('')
      .comment('of a pipeline, or empty');
  });
  await knex.schema.createTable('cost_units', table => {
    table.string('entity_ref', 255).notNullable();
    table.string('day', 10).notNullable();
    table.string('unit', 16).notNullable().comment('tokens');
    table.string('source', 100).notNullable().comment('who counted');
    table.bigInteger('quantity').notNullable();
    // What a day counts once by whoever counts it
    table.primary(['entity_ref', 'unit', 'day', 'source']);
    // What is forgotten
    table.index(['day']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_units');
  await knex.schema.alterTable('cost_day', table => {
    table.dropColumn('run');
  });
};
