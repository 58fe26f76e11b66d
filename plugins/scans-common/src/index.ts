/**
 * Contract of the security scans plugin: what its HTTP API takes and answers,
 * below `/api/scans`, and its permissions.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './expected';
export * from './permissions';
