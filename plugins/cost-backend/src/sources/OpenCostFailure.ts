/**
 * An OpenCost did not answer, or with what cannot be used. The message names
 * the source and holds none of its secrets.
 */
export class OpenCostFailure extends Error {
  readonly name = 'OpenCostFailure';
  /** Whether nobody answered: then it is of no use to ask on. */
  readonly isUnreachable: boolean;

  constructor(message: string, options: { isUnreachable?: boolean } = {}) {
    super(message);
    this.isUnreachable = options.isUnreachable ?? false;
  }
}
