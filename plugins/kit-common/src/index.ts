/**
 * Words, names and annotations that every Plumbline family shares.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './contract';
export * from './csv';
export * from './groupBy';
export * from './names';
