/**
 * Contract of the cost plugin.
 *
 * @packageDocumentation
 */
export * from './api/entity';
export * from './api/overview';
export * from './api/shared';
export * from './permissions';
