export { openPostgresTable } from './openPostgresTable';
export { PostgresRunner, type PostgresOptions } from './PostgresRunner';
