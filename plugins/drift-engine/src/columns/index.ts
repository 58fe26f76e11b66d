export * from './columnTypes';
export * from './parseColumnTypes';
export { parseTime } from './parseTime';
export * from './proposeColumnType';
