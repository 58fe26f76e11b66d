/**
 * An OpenCost did not answer, or with what cannot be used. The message names
 * the source and holds none of its secrets.
 */
export class OpenCostFailure extends Error {
  readonly name = 'OpenCostFailure';
  /** Whether nobody answered, or not in time: then it is of no use to ask on. */
  readonly isSilent: boolean;

  constructor(message: string, options: { isSilent?: boolean } = {}) {
    super(message);
    this.isSilent = options.isSilent ?? false;
  }
}
