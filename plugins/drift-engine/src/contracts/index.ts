export * from './dataContract';
export * from './judgeContract';
export * from './planContract';
