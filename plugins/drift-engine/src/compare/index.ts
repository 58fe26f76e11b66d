export * from './compareDataSets';
export * from './distribution';
