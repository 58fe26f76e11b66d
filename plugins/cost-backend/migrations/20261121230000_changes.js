/*
 * Figures that became others, with what they were before; and by what one
 * tells whether the files of a source changed, or how they are booked.
 */

// @ts-check

const METRICS = ['billed', 'effective', 'list', 'contracted'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('cost_change', table => {
    table.string('id', 36).primary();
    table.string('source', 100).notNullable();
    table.string('at', 32).notNullable();
    table.string('cause', 8).notNullable().comment('rules, files or both');
    table.index(['at', 'id']);
  });

  await knex.schema.createTable('cost_change_amount', table => {
    table.string('change_id', 36).notNullable();
    table.string('month', 7).notNullable();
    table.string('currency', 3).notNullable();
    table.string('entity_ref', 255).notNullable().comment('or empty');
    for (const metric of METRICS) {
      for (const side of ['before', 'after']) {
        table
          .specificType(`${side}_${metric}`, isPostgres ? 'numeric' : 'text')
          .comment('null where nothing stated it');
      }
      table
        .double(`size_${metric}`)
        .notNullable()
        .comment(
          'of the difference, for the order alone; 0 where there is none',
        );
    }
    table.primary(['change_id', 'month', 'currency', 'entity_ref']);
  });

  await knex.schema.alterTable('cost_import', table => {
    table.string('files_fingerprint', 64).comment('of the files alone');
    table
      .string('rules_fingerprint', 64)
      .comment('of the rules, the policies and the catalog');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cost_import', table => {
    table.dropColumns('files_fingerprint', 'rules_fingerprint');
  });
  await knex.schema.dropTable('cost_change_amount');
  await knex.schema.dropTable('cost_change');
};
