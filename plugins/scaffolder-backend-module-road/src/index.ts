/**
 * Scaffolder actions that lay the road.
 *
 * @packageDocumentation
 */
export { scaffolderModuleRoad as default } from './module';
