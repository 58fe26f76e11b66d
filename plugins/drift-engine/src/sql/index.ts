export * from './factsQuery';
export * from './countsQuery';
export * from './expressions';
export * from './sampleQueries';
export * from './gridFactsQuery';
export * from './gridQuery';
export * from './readGrid';
export * from './chunkQuery';
