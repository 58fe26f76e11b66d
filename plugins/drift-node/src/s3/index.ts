export * from './ObjectStore';
export * from './cacheObjects';
export * from './pruneObjectCache';
