/*
 * What cost sources answered over HTTP, day by day: they forget it, and rules
 * change.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('cost_answer', table => {
    table.string('source', 100).notNullable();
    table.string('day', 10).notNullable().comment('UTC, YYYY-MM-DD');
    table.string('asked_at', 24).notNullable().comment('the last time');
    table
      .text('aggregate')
      .notNullable()
      .comment('what the body is grouped by; empty when by container');
    table
      .binary('body')
      .comment('gzipped JSON; null while the source knew nothing of the day');
    table.string('digest', 64).comment('SHA-256 of the unpacked body');
    table
      .string('booked', 64)
      .comment('what was booked: SHA-256 of digest and rules');
    table.primary(['source', 'day']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_answer');
};
