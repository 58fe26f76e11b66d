/*
 * How often an import stored something: one that fails after its first months
 * has stored those, too.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cost_import', table => {
    table
      .integer('stores')
      .notNullable()
      .defaultTo(0)
      .comment('how often bills of it were stored');
  });
  await knex('cost_import').where({ state: 'done' }).update({ stores: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cost_import', table => {
    table.dropColumn('stores');
  });
};
