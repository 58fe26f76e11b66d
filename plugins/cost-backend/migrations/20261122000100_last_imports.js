/*
 * The last import of a source that ended in some state is asked for by every
 * page.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cost_import', table => {
    table.index(['source', 'state', 'started_at', 'id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cost_import', table => {
    table.dropIndex(['source', 'state', 'started_at', 'id']);
  });
};
