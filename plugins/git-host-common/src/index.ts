/**
 * Contract of the embedded Git host.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './permissions';
export * from './webAddress';
