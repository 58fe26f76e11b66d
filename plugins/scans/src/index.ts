/**
 * What security scanners found, on the pages of entities, teams and the platform.
 *
 * @packageDocumentation
 */
export { scansPlugin as default } from './plugin';
export { scansApiRef } from './api/ScansApi';
export type { ScansApi } from './api/ScansApi';
export { isScannable } from './components/entities/isScannable';
