/*
 * What a held scan would close: its report is not kept, so that whoever confirms
 * it later has to know this from here. Who confirmed or rejected a held scan
 * stands with the scan.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('scan_held', table => {
    table
      .string('scan_id', 36)
      .notNullable()
      .references('scan_scans.id')
      .onDelete('CASCADE');
    table
      .string('finding_id', 36)
      .notNullable()
      .references('scan_findings.id')
      .onDelete('CASCADE');
    table.string('gone', 8).notNullable().comment('proven or unproven');
    table.primary(['scan_id', 'finding_id']);
    // Findings that are deleted take their rows along
    table.index(['finding_id']);
  });
  await knex.schema.alterTable('scan_scans', table => {
    table
      .text('answer')
      .comment('JSON: who confirmed or rejected it when it was held');
  });
  // Of what was held before, nobody knows what it would close: the next scan asks again
  await knex('scan_scopes').update({ held_scan_id: null });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('scan_scans', table => {
    table.dropColumn('answer');
  });
  await knex.schema.dropTable('scan_held');
};
