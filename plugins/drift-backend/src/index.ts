/**
 * Drift monitors, prediction ingest and alerts.
 *
 * @packageDocumentation
 */
export { driftPlugin as default } from './plugin';
