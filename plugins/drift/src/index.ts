/**
 * Drift of models on their pages.
 *
 * @packageDocumentation
 */
export { driftPlugin as default } from './plugin';
export { driftApiRef } from './api/DriftApi';
export type {
  DriftApi,
  EntityMonitors,
  Page,
  PlaygroundRequest,
} from './api/DriftApi';
export { isDriftAvailable } from './components/entities/isDriftAvailable';
