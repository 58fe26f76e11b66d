/**
 * Reads data sets for the drift engine: DuckDB, PostgreSQL, Trino, S3 and
 * MLflow.
 *
 * @packageDocumentation
 */
export * from './files';
export * from './mlflow';
export * from './postgres';
export * from './s3';
export * from './sources';
export * from './trino';
