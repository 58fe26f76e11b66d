/**
 * An embedded Git server for generated repositories.
 *
 * @packageDocumentation
 */
export { gitHostPlugin as default } from './plugin';
export { gitHostUrlReaderFactory } from './urlReader/gitHostUrlReaderFactory';
