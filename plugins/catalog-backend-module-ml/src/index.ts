/**
 * Models, datasets, pipelines and model servers as strict catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleMl as default } from './module';
export { checkMlEntity } from './checkMlEntity';
export type { MlEntityCheck } from './checkMlEntity';
