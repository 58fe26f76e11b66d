/**
 * Contract of the drift plugin: what its HTTP API takes and answers, below
 * `/api/drift`, and its permissions.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './permissions';
