/*
 * Monitors, baselines, runs with the results of each column, alerts with who did
 * what, what is still to be told, and proposals to train again. Times are ISO
 * 8601 UTC text, which sorts by time and reads the same on every engine. JSON is
 * text: it is read whole and never searched.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('monitors', table => {
    table.string('id', 36).primary();
    table.string('entity_ref', 400).notNullable();
    table.string('name', 100).notNullable();
    table.string('owner_ref', 400).comment('Group that the catalog named last');
    table.string('origin', 16).notNullable();
    table.text('document').notNullable().comment('As it was given');
    table.text('location').comment('Where the document lies; a URL or a path');
    table.string('location_etag', 200);
    table.text('definition_error').comment('Why a newer document was refused');
    table.boolean('is_enabled').notNullable();
    table.string('next_run_at', 24);
    table.boolean('is_backfilled').notNullable();
    table.string('status', 8).notNullable();
    table.string('status_since', 24);
    table.text('headline').notNullable();
    table.string('unknown_reason', 20);
    table.string('last_run_id', 36);
    table.string('checked_at', 24);
    table.string('created_by', 300);
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    // One monitor has one identity, whoever defines it; also serves the tab of an entity.
    table.unique(['entity_ref', 'name']);
    // The list of a team.
    table.index(['owner_ref', 'id']);
    // What is due.
    table.index(['next_run_at']);
  });
  await knex.schema.createTable('baselines', table => {
    table.string('id', 36).primary();
    table
      .string('monitor_id', 36)
      .notNullable()
      .references('monitors.id')
      .onDelete('CASCADE');
    table.string('name', 200).notNullable();
    table.string('kind', 12).notNullable();
    table.text('request').notNullable().comment('JSON: how to take it again');
    table.text('description').notNullable();
    table.bigInteger('row_count').notNullable();
    table.text('columns').notNullable().comment('JSON: name, type, reason');
    table.string('window_start', 24);
    table.string('window_end', 24);
    table.binary('payload').notNullable().comment('Encoded profiles');
    table.boolean('is_active').notNullable();
    table.string('created_by', 300);
    table.string('created_at', 24).notNullable();
    // The list of a monitor, newest first.
    table.index(['monitor_id', 'created_at', 'id']);
  });
  await knex.schema.createTable('runs', table => {
    table.string('id', 36).primary();
    table
      .string('monitor_id', 36)
      .notNullable()
      .references('monitors.id')
      .onDelete('CASCADE');
    table.string('baseline_id', 36);
    table.string('state', 10).notNullable();
    table.string('run_trigger', 10).notNullable();
    table.string('started_by', 300);
    table.string('window_start', 24).notNullable();
    table.string('window_end', 24).notNullable();
    table.integer('priority').notNullable().comment('Lower goes first');
    table.float('progress').notNullable();
    table.string('status', 8);
    table.text('headline');
    table.string('unknown_reason', 20);
    table.text('error');
    table.bigInteger('rows_reference');
    table.bigInteger('rows_current');
    table.double('drifted_share');
    table.integer('tested');
    table.integer('drifted');
    table.text('worst').comment('JSON: names of drifted columns');
    table.integer('duration_ms');
    table.integer('attempts').notNullable();
    table.string('lease_owner', 36);
    table.string('lease_until', 24);
    table.boolean('is_cancel_requested').notNullable();
    table.string('dedupe_key', 200).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('finished_at', 24);
    // Two replicas that find the same window due enqueue it once.
    table.unique(['monitor_id', 'dedupe_key']);
    // The queue.
    table.index(['state', 'priority', 'created_at']);
    // The log of a monitor, newest first.
    table.index(['monitor_id', 'created_at', 'id']);
    // History by window.
    table.index(['monitor_id', 'window_end']);
    // Retention.
    table.index(['finished_at']);
  });
  await knex.schema.createTable('run_pieces', table => {
    table
      .string('run_id', 36)
      .notNullable()
      .references('runs.id')
      .onDelete('CASCADE');
    table.string('column_name', 500).notNullable();
    table.binary('payload').notNullable().comment('Scanned, not yet judged');
    // What a replica finds when it takes a run up again.
    table.primary(['run_id', 'column_name']);
  });
  await knex.schema.createTable('column_results', table => {
    table
      .string('run_id', 36)
      .notNullable()
      .references('runs.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable().comment('The decisive first');
    table.string('column_name', 500).notNullable();
    table.string('status', 8).notNullable();
    table.double('effect');
    table.double('effect_low');
    table.double('effect_high');
    table.double('noise_floor');
    table.double('threshold');
    table.double('null_share').notNullable();
    table.double('unseen_share');
    table.text('payload').notNullable().comment('JSON of the whole result');
    // Pages in order of what needs a look.
    table.primary(['run_id', 'position']);
    // One column, and its history over runs.
    table.unique(['run_id', 'column_name']);
  });
  await knex.schema.createTable('alerts', table => {
    table.string('id', 36).primary();
    table
      .string('monitor_id', 36)
      .notNullable()
      .references('monitors.id')
      .onDelete('CASCADE');
    table.string('state', 12).notNullable();
    table.string('status', 8).notNullable();
    table.text('summary').notNullable();
    table.text('columns').notNullable().comment('JSON: names');
    table.string('opened_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.string('closed_at', 24);
    table.string('muted_until', 24);
    table.string('acknowledged_by', 300);
    table.string('notified_at', 24);
    // The alert of a monitor, and its list, newest first.
    table.index(['monitor_id', 'opened_at', 'id']);
    // The list of all, newest first.
    table.index(['opened_at', 'id']);
  });
  await knex.schema.createTable('alert_events', table => {
    table.bigIncrements('id');
    table
      .string('alert_id', 36)
      .notNullable()
      .references('alerts.id')
      .onDelete('CASCADE');
    table.string('at', 24).notNullable();
    table.string('by', 300);
    table.string('action', 12).notNullable();
    table.text('note');
    table.string('until', 24);
    table.index(['alert_id', 'id']);
  });
  await knex.schema.createTable('notices', table => {
    table.string('id', 36).primary();
    table.string('alert_id', 36).notNullable();
    table.string('monitor_id', 36).notNullable();
    table.text('payload').notNullable().comment('JSON of what to tell');
    table.integer('attempts').notNullable();
    table.string('claimed_until', 24);
    table.string('created_at', 24).notNullable();
    // What is still to be told, oldest first; told ones are removed.
    table.index(['created_at']);
  });
  await knex.schema.createTable('retraining', table => {
    table.string('id', 36).primary();
    table
      .string('monitor_id', 36)
      .notNullable()
      .references('monitors.id')
      .onDelete('CASCADE');
    table.string('endpoint', 200).notNullable().comment('Name, not address');
    table.string('state', 10).notNullable();
    table.text('reason').notNullable();
    table.string('run_id', 36);
    table.string('proposed_at', 24).notNullable();
    table.string('decided_at', 24);
    table.string('decided_by', 300);
    table.text('note');
    table.text('error');
    table.integer('attempts').notNullable();
    table.string('next_attempt_at', 24);
    // The list of a monitor, newest first.
    table.index(['monitor_id', 'proposed_at', 'id']);
    // What is to be sent.
    table.index(['state', 'next_attempt_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'retraining',
    'notices',
    'alert_events',
    'alerts',
    'column_results',
    'run_pieces',
    'runs',
    'baselines',
    'monitors',
  ]) {
    await knex.schema.dropTable(table);
  }
};
