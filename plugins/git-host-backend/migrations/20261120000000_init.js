/*
 * Repositories (an index of the folders on the disk, for lists and uniqueness)
 * and the access tokens of Git clients. Times are ISO 8601 UTC text, which sorts
 * by time and reads the same on every engine.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('repositories', table => {
    table.string('id', 36).primary();
    table.string('owner', 40).notNullable();
    table.string('name', 40).notNullable();
    table.text('description').notNullable();
    table.string('origin', 200).notNullable().comment('Who asked for it');
    table.string('created_by', 300).notNullable();
    table.string('created_at', 24).notNullable();
    // Keeps names unique and serves the pages of the list in its order.
    table.unique(['owner', 'name']);
  });
  await knex.schema.createTable('tokens', table => {
    table.string('id', 36).primary();
    table
      .string('secret_sha256', 64)
      .notNullable()
      .unique()
      .comment('Hex digest; the secret itself is stored nowhere');
    table.string('team_ref', 200).notNullable();
    table.string('name', 100).notNullable();
    table.string('access', 5).notNullable();
    table.string('created_by', 300).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('expires_at', 24).notNullable();
    table.string('last_used_at', 24);
    // The list shows the tokens of a few teams.
    table.index(['team_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('tokens');
  await knex.schema.dropTable('repositories');
};
