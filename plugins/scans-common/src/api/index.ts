export * from './shared';
export * from './scans';
export * from './findings';
export * from './decisions';
export * from './summaries';
