export * from './columnTypes';
export * from './parseColumnTypes';
export * from './proposeColumnType';
