/** A Prometheus, or what speaks its API (Thanos, Mimir, VictoriaMetrics), as the operator configured it. */
export interface PrometheusInstance {
  id: string;
  title: string;
  /** Address with its path prefix, without a slash at the end. */
  url: string;
  token?: string;
  username?: string;
  password?: string;
  /** Such as `X-Scope-OrgID`; values are secrets. */
  headers?: Readonly<Record<string, string>>;
  /** What one query may take. */
  timeoutMs: number;
}
