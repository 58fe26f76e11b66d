export * from './checkContract';
export * from './dataContract';
export * from './judgeContract';
export * from './measureContract';
export * from './planContract';
export { type ValueText } from './shownValue';
