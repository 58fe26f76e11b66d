export * from './alerts';
export * from './baselines';
export * from './columnResults';
export * from './contracts';
export * from './ingest';
export * from './models';
export * from './monitors';
export * from './performance';
export * from './runs';
export {
  columnTypeSchema,
  entityRefSchema,
  pageQuerySchema,
  pageSchema,
  statusSchema,
} from './shared';
