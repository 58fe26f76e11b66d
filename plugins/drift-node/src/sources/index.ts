export * from './SourceError';
export * from './readDriftSources';
