/*
 * What arrives over HTTP: predictions as profiles by hour, what late labels need
 * to find their predictions, and the batches that were taken, so that a repeated
 * one counts once. Rows are added, never changed: replicas do not wait for each
 * other, and a task folds the rows of an hour into one.
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
  await knex.schema.createTable('ingest_batches', table => {
    monitor(table);
    table.string('kind', 12).notNullable().comment('predictions or labels');
    table.string('idempotency_key', 200).notNullable();
    table.string('body_sha256', 64).notNullable();
    table.bigInteger('row_count').notNullable();
    table.text('receipt').notNullable().comment('JSON, given again on a retry');
    table.string('received_at', 24).notNullable();
    // What makes a batch count once.
    table.primary(['monitor_id', 'kind', 'idempotency_key']);
    // The newest batch of a monitor, and retention.
    table.index(['monitor_id', 'received_at']);
    table.index(['received_at']);
  });
  await knex.schema.createTable('ingest_profiles', table => {
    table.bigIncrements('id');
    monitor(table);
    table
      .string('baseline_id', 36)
      .notNullable()
      .comment('Whose grids it has')
      .references('baselines.id')
      .onDelete('CASCADE');
    table.string('bucket_start', 24).notNullable().comment('Full hour in UTC');
    table.bigInteger('row_count').notNullable();
    table.binary('payload').notNullable();
    // Windows sum hours; folding looks for hours of several rows.
    table.index(['monitor_id', 'baseline_id', 'bucket_start']);
    table.index(['bucket_start']);
  });
  await knex.schema.createTable('ingest_predictions', table => {
    table.bigIncrements('id');
    monitor(table);
    table.string('bucket_start', 24).notNullable();
    table.bigInteger('row_count').notNullable();
    table.binary('payload').notNullable();
    table.index(['monitor_id', 'bucket_start']);
    table.index(['bucket_start']);
  });
  await knex.schema.createTable('ingest_labels', table => {
    table.bigIncrements('id');
    monitor(table);
    table.string('received_at', 24).notNullable();
    table.bigInteger('row_count').notNullable();
    table.binary('payload').notNullable();
    // Labels that came after a window began may belong to it.
    table.index(['monitor_id', 'received_at']);
    table.index(['received_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ingest_labels');
  await knex.schema.dropTable('ingest_predictions');
  await knex.schema.dropTable('ingest_profiles');
  await knex.schema.dropTable('ingest_batches');
};
