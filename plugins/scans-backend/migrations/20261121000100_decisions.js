/*
 * What people and VEX documents say about findings. Findings carry the decision
 * that holds for them; `is_pending` says that it was not carried to all of them
 * yet, so that whoever was killed in the middle is followed by the next.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('scan_decisions', table => {
    table.string('id', 36).primary();
    table.string('about', 14).notNullable();
    table
      .string('finding_id', 36)
      .references('scan_findings.id')
      .onDelete('CASCADE');
    table.string('rule', 500);
    table.string('vulnerability', 500);
    table.string('package_key', 500);
    table.string('version', 200);
    table
      .string('reach', 8)
      .notNullable()
      .comment('finding, entity, system, domain or all');
    table
      .string('within_ref', 400)
      .comment('The entity of a finding, or the entity, system or domain');
    table.string('status', 20).notNullable();
    table.string('justification', 40);
    table.text('reason').notNullable();
    table.string('state', 10).notNullable();
    table.string('source', 8).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('created_by', 400).notNullable();
    table.string('reviewed_at', 24);
    table.string('reviewed_by', 400);
    table.text('review_note');
    table.string('expires_at', 24);
    table.string('revoked_at', 24);
    table.string('revoked_by', 400);
    table.boolean('is_pending').notNullable().defaultTo(false);
    table.integer('revision').notNullable().defaultTo(0);
    // Pages, the newest first
    table.index(['created_at', 'id']);
    // What may hold for a finding
    table.index(['finding_id']);
    table.index(['rule']);
    table.index(['vulnerability']);
    // Of one entity: its page, and the statements of a VEX document
    table.index(['within_ref', 'source']);
    // What the task looks for
    table.index(['is_pending']);
    table.index(['state', 'expires_at']);
  });
  await knex.schema.alterTable('scan_findings', table => {
    table.index(['decision_id'], 'scan_findings_decision', {
      predicate: knex.whereNotNull('decision_id'),
    });
  });
  // Under which ids a vulnerability is stored that is also known by this one
  await knex.schema.createTable('scan_aliases', table => {
    table.string('alias', 100).notNullable();
    table.string('vulnerability', 500).notNullable();
    table.primary(['alias', 'vulnerability']);
  });
  // Entities are parts of systems, and systems of domains
  await knex.schema.createTable('scan_systems', table => {
    table.string('system_ref', 400).primary();
    table.string('domain_ref', 400);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('scan_systems');
  await knex.schema.dropTable('scan_aliases');
  await knex.schema.alterTable('scan_findings', table => {
    table.dropIndex(['decision_id'], 'scan_findings_decision');
  });
  await knex.schema.dropTable('scan_decisions');
};
