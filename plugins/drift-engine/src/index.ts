/**
 * Statistics, profiles and verdicts of drift, without Backstage and without a
 * database.
 *
 * @packageDocumentation
 */
export * from './columns';
export * from './compare';
export * from './compute/SqlRunner';
export * from './contracts';
export * from './detectors';
export * from './monitor';
export * from './performance';
export * from './policy';
export * from './profile';
export * from './samples';
export * from './stats';
export * from './tests/DriftTest';
export * from './verdict/verdict';
