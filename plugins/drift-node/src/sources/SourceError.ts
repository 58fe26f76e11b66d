/**
 * An outside source could not be read. The message is for a person and holds
 * no credential and no text of the other side beyond its status.
 *
 * @public
 */
export class SourceError extends Error {
  readonly name = 'SourceError';
}
