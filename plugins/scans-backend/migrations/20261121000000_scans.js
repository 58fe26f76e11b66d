/*
 * Uploaded reports, what they are about, and findings over their life. A
 * sighting says that a scope sees a finding; it is written when that changes,
 * not with every scan, so that a report without news costs one row.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('scan_entities', table => {
    table.string('entity_ref', 400).primary();
    table.string('owner_ref', 400);
    table.string('system_ref', 400);
    table.string('domain_ref', 400);
    for (const severity of [
      'critical',
      'high',
      'medium',
      'low',
      'info',
      'unknown',
    ]) {
      table.integer(`open_${severity}`).notNullable().defaultTo(0);
    }
    for (const what of [
      'overdue',
      'new',
      'fixable',
      'exploited',
      'decided',
      'fixed',
    ]) {
      table.integer(`count_${what}`).notNullable().defaultTo(0);
    }
    table
      .string('next_change_at', 24)
      .comment('When time alone makes the counts wrong');
    table.index(['owner_ref']);
  });
  await knex.schema.createTable('scan_scopes', table => {
    table.string('id', 36).primary();
    table.string('entity_ref', 400).notNullable();
    table.string('tool', 100).notNullable();
    table.string('target', 500).notNullable().defaultTo('');
    table.string('branch', 500).notNullable().defaultTo('');
    table.string('category', 500).notNullable().defaultTo('');
    // SHA-256 of the five above: they are too long for one index together.
    table.string('key_hash', 64).notNullable().unique();
    table.boolean('is_retired').notNullable().defaultTo(false);
    table.string('last_scan_id', 36);
    table.string('last_scanned_at', 24);
    table
      .string('last_received_at', 24)
      .comment('Of the newest scan, ends ties');
    table.string('held_scan_id', 36).comment('Closes nothing until confirmed');
    table.index(['entity_ref']);
  });
  await knex.schema.createTable('scan_scans', table => {
    table.string('id', 36).primary();
    table
      .string('scope_id', 36)
      .notNullable()
      .references('scan_scopes.id')
      .onDelete('CASCADE');
    table.string('entity_ref', 400).notNullable();
    table.string('scan_key', 64).notNullable();
    table.string('status', 12).notNullable();
    table.string('received_at', 24).notNullable();
    table.string('scanned_at', 24).notNullable();
    table.string('finished_at', 24);
    table.string('lease_owner', 64);
    table.string('lease_until', 24);
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('head').notNullable().comment('JSON: what the report says');
    table.text('changes').comment('JSON: what it changed');
    table.text('error');
    table.index(['scope_id', 'scan_key']);
    table.index(['entity_ref', 'received_at']);
    // The queue.
    table.index(['status', 'received_at']);
  });
  await knex.schema.createTable('scan_chunks', table => {
    table
      .string('scan_id', 36)
      .notNullable()
      .references('scan_scans.id')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.binary('payload').notNullable().comment('Packed JSON of findings');
    table.primary(['scan_id', 'number']);
  });
  await knex.schema.createTable('scan_findings', table => {
    table.string('id', 36).primary();
    table.string('entity_ref', 400).notNullable();
    table.string('identity', 40).notNullable();
    table.string('group_key', 40).notNullable();
    table.string('kind', 20).notNullable();
    table.string('rule', 500).notNullable();
    table.string('title', 300).notNullable();
    table.string('severity', 10).notNullable();
    table.integer('severity_rank').notNullable();
    table.string('vulnerability', 500);
    table.string('package_key', 500).comment('Package URL without version');
    table.string('fingerprint', 500);
    table.string('snippet', 40);
    table.boolean('is_secret_hidden').notNullable().defaultTo(false);
    table.string('path', 1000);
    table.integer('line');
    table.boolean('is_fixable').notNullable();
    table.boolean('is_exploited').notNullable();
    table.string('content_scope_id', 36).notNullable();
    table.string('content_hash', 40).notNullable();
    table.text('content').notNullable().comment('JSON');
    table.string('detection', 12).notNullable();
    table.boolean('tool_suppressed').notNullable().defaultTo(false);
    table.string('decision_id', 36);
    table.string('decision_status', 20);
    table.string('decision_expires_at', 24);
    table
      .string('shown', 12)
      .notNullable()
      .comment('Of detection and decision, as of the last write');
    table.string('first_seen', 24).notNullable();
    table.string('last_seen', 24).notNullable();
    table.string('fixed_at', 24);
    table.string('due_at', 24).notNullable().comment('9999 without a date');
    table.integer('reopened_count').notNullable().defaultTo(0);
    table.unique(['entity_ref', 'identity']);
    // Pages: the worst first, then what is due first.
    table.index(['entity_ref', 'shown', 'severity_rank', 'due_at', 'id']);
    table.index(['shown', 'severity_rank', 'due_at', 'id']);
    table.index(['vulnerability']);
    table.index(['shown', 'decision_expires_at']);
  });
  await knex.schema.createTable('scan_sightings', table => {
    table
      .string('scope_id', 36)
      .notNullable()
      .references('scan_scopes.id')
      .onDelete('CASCADE');
    table
      .string('finding_id', 36)
      .notNullable()
      .references('scan_findings.id')
      .onDelete('CASCADE');
    table
      .string('gone', 8)
      .notNullable()
      .comment('no, proven, or unproven when nobody looked');
    table.string('changed_at', 24).notNullable();
    table.primary(['scope_id', 'finding_id']);
    table.index(['finding_id']);
  });
  await knex.schema.createTable('scan_events', table => {
    table.bigIncrements('id');
    table
      .string('finding_id', 36)
      .notNullable()
      .references('scan_findings.id')
      .onDelete('CASCADE');
    table.string('at', 24).notNullable();
    table.string('by', 400);
    table.string('action', 24).notNullable();
    table.text('detail').comment('JSON: from, to, note, scanId');
    table.index(['finding_id', 'id']);
  });
  await knex.schema.createTable('scan_settings', table => {
    table.string('name', 100).primary();
    table.text('value').notNullable();
  });
  await knex.schema.createTable('scan_days', table => {
    table.string('entity_ref', 400).notNullable();
    table.string('day', 10).notNullable();
    table.text('open').notNullable().comment('JSON: counts by severity');
    table.primary(['entity_ref', 'day']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'scan_days',
    'scan_settings',
    'scan_events',
    'scan_sightings',
    'scan_findings',
    'scan_chunks',
    'scan_scans',
    'scan_scopes',
    'scan_entities',
  ]) {
    await knex.schema.dropTable(table);
  }
};
