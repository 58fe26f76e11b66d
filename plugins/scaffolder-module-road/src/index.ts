/**
 * Form fields and preview for the road templates.
 *
 * @packageDocumentation
 */
export { scaffolderModuleRoad as default } from './module';
