/*
 * What models did, by window and figure: realised from labels, estimated without;
 * and what the last measurement of a monitor saw. A run says what its inputs alone
 * said, so that one bad window of performance is not counted once per run.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const monitor = table =>
    table
      .string('monitor_id', 36)
      .notNullable()
      .references('monitors.id')
      .onDelete('CASCADE');
  await knex.schema.createTable('performance_measurements', table => {
    monitor(table).primary();
    table.string('measured_at', 24).notNullable();
    table.text('error').comment('Why the last attempt gave no numbers');
    table.bigInteger('orphans').comment('Labels that no prediction has');
    table.bigInteger('repeated_labels');
    table.bigInteger('repeated_predictions');
  });
  await knex.schema.createTable('performance_windows', table => {
    monitor(table);
    table.string('window_start', 24).notNullable();
    table.string('window_end', 24).notNullable();
    table.bigInteger('row_count').notNullable();
    table.bigInteger('labelled').notNullable();
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Of the settings and the baseline that it was measured by');
    table.string('changed_at', 24).notNullable().comment('Newest new number');
    // One answer per window, however often it is measured; the newest of a monitor.
    table.primary(['monitor_id', 'window_end']);
    // Retention.
    table.index(['window_end']);
  });
  await knex.schema.createTable('performance_points', table => {
    monitor(table);
    table.string('window_end', 24).notNullable();
    table.string('kind', 10).notNullable().comment('realised or estimated');
    table.string('metric', 40).notNullable();
    table.double('value');
    table.double('low');
    table.double('high');
    table.double('baseline');
    table.double('threshold_low').comment('Worse below');
    table.double('threshold_high').comment('Worse above');
    table.string('status', 8).notNullable();
    table.text('reason');
    table.primary(['monitor_id', 'window_end', 'kind', 'metric']);
  });
  await knex.schema.alterTable('runs', table => {
    table.string('input_status', 8).comment('Without performance');
  });
  await knex.schema.alterTable('monitors', table => {
    table.text('performance').comment('JSON: what performance says');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('monitors', table => {
    table.dropColumn('performance');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('input_status');
  });
  await knex.schema.dropTable('performance_points');
  await knex.schema.dropTable('performance_windows');
  await knex.schema.dropTable('performance_measurements');
};
