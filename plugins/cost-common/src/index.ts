/**
 * Contract of the cost plugin.
 *
 * @packageDocumentation
 */
export * from './api/advice';
export * from './api/changes';
export * from './api/entity';
export * from './api/models';
export * from './api/movers';
export * from './api/overview';
export * from './api/shared';
export * from './permissions';
