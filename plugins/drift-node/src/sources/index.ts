export * from './SourceError';
export * from './readDriftSources';
export * from './openFileSource';
