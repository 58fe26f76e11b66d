/*
 * What owners are to be told, one row for each entity and severity: what happens
 * before it was sent is counted and told together. A finding remembers that its
 * team was told that it is overdue.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('scan_notices', table => {
    table.string('entity_ref', 400).notNullable();
    table.string('severity', 10).notNullable();
    for (const what of ['new', 'overdue', 'lapsed']) {
      table.integer(`count_${what}`).notNullable().defaultTo(0);
    }
    table.string('created_at', 24).notNullable();
    table.string('claimed_until', 24);
    table.integer('attempts').notNullable().defaultTo(0);
    table.primary(['entity_ref', 'severity']);
  });
  await knex.schema.alterTable('scan_findings', table => {
    table.string('overdue_told_at', 24);
  });
  await knex.schema.alterTable('scan_findings', table => {
    // What the task that tells it looks for
    table.index(['due_at'], 'scan_findings_untold', {
      predicate: knex.whereNull('overdue_told_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('scan_findings', table => {
    table.dropIndex(['due_at'], 'scan_findings_untold');
  });
  await knex.schema.alterTable('scan_findings', table => {
    table.dropColumn('overdue_told_at');
  });
  await knex.schema.dropTable('scan_notices');
};
