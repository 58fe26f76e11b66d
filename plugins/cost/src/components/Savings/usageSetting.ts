/** What an operator adds to the app-config to have usage read. */
export const USAGE_SETTING = `cost:
  prometheus:
    - id: cluster
      url: http://prometheus.monitoring:9090`;
