/**
 * An embedded Git server for generated repositories.
 *
 * @packageDocumentation
 */
export { gitHostPlugin as default } from './plugin';
export { catalogModuleGitHost } from './catalog/catalogModuleGitHost';
export { gitHostUrlReaderFactory } from './urlReader/gitHostUrlReaderFactory';
