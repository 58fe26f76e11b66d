/**
 * A permission policy: owners change what is theirs.
 *
 * @packageDocumentation
 */
export { permissionModuleOwnership as default } from './module';
