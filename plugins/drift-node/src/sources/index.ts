export * from './SourceError';
