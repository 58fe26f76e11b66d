/**
 * What the tests of every family's backend share.
 *
 * @packageDocumentation
 */
export { createCaller, headerOf } from './testing/createCaller';
export type { ApiAnswer, Caller } from './testing/createCaller';
export { createPortal } from './testing/createPortal';
export type { PermissionQuestion, TestPortal } from './testing/createPortal';
export { createTestDatabases } from './testing/createTestDatabases';
export { hideFrom } from './testing/hideFrom';
export { KillableDatabase } from './testing/KillableDatabase';
export { until } from './testing/until';
