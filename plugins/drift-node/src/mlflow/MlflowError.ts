/**
 * An MLflow server refused or did not answer. The message names the instance
 * and what was asked, never a credential.
 *
 * @public
 */
export class MlflowError extends Error {
  readonly name = 'MlflowError';
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** MLflow's word for it, such as `RESOURCE_DOES_NOT_EXIST`. */
  readonly code?: string;

  constructor(message: string, fault: { status?: number; code?: string } = {}) {
    super(message);
    this.status = fault.status;
    this.code = fault.code;
  }

  /** Whether the server answered that there is no such thing. */
  get isNotFound(): boolean {
    return this.status === 404 || this.code === 'RESOURCE_DOES_NOT_EXIST';
  }
}
