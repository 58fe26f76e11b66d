/**
 * Pages of the embedded Git host.
 *
 * @packageDocumentation
 */
export { gitHostPlugin as default } from './plugin';
export { gitHostApiRef } from './api/GitHostApi';
export type { GitHostApi, RepositoryKey } from './api/GitHostApi';
