/**
 * A Prometheus did not answer, refused a query, or answered with what cannot be
 * used. The message names the instance and holds none of its secrets.
 */
export class PrometheusError extends Error {
  readonly name = 'PrometheusError';
  /** Status of the answer, where there was one. */
  readonly status?: number;
  /** Prometheus's own word, such as `bad_data`, `execution` or `timeout`. */
  readonly errorType?: string;

  constructor(
    message: string,
    more: { status?: number; errorType?: string } = {},
  ) {
    super(message);
    this.status = more.status;
    this.errorType = more.errorType;
  }
}
