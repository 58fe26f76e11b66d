import {
  RecordedUsage,
  UsageDays,
  UsageSample,
  UsageSeries,
} from '../domain/usage/RecordedUsage';
import { PrometheusClient } from './PrometheusClient';
import {
  SampleQueryName,
  SeriesQueryName,
  USAGE_QUERIES,
} from './usageQueries';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * Containers that are asked for at once. Fourteen days of five minutes make
 * 4,032 points for each, which a Prometheus holds in memory together; by
 * default it refuses more than 50 million.
 */
const MAX_CONTAINERS = 400;
/** As Kubernetes allows it: what stands in an expression must be nothing else. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

type Recorded = { -readonly [Name in keyof RecordedUsage]: any };

/** Conditions on some namespaces each, so that no query is about too many containers. */
function listBatches(requests: readonly UsageSample[]): string[] {
  const containers = new Map<string, Set<string>>();
  for (const { labels } of requests) {
    const { namespace = '', pod, container } = labels;
    if (NAMESPACE.test(namespace)) {
      const known = containers.get(namespace) ?? new Set();
      containers.set(namespace, known.add(`${pod} ${container}`));
    }
  }
  const batches: string[][] = [];
  let room = 0;
  for (const namespace of [...containers.keys()].sort()) {
    const { size } = containers.get(namespace)!;
    if (batches.length === 0 || size > room) {
      batches.push([]);
      room = MAX_CONTAINERS;
    }
    batches.at(-1)!.push(namespace);
    room -= size;
  }
  return batches.map(names => `namespace=~"${names.join('|')}"`);
}

/** Reads what a Prometheus has recorded, one query after the other. */
export class UsageReader {
  readonly #client: PrometheusClient;

  constructor(client: PrometheusClient) {
    this.#client = client;
  }

  async read(options: {
    nowMs: number;
    days: number;
    signal?: AbortSignal;
  }): Promise<RecordedUsage> {
    const { nowMs, days, signal } = options;
    const toMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    const window: UsageDays = { days, fromMs: toMs - days * DAY_MS, toMs };
    const reading = { window, nowMs, signal };
    const requests = await this.#readNamed('requests', reading, ['']);
    if (requests.length === 0) {
      throw this.#client.fail(
        'has no kube_pod_container_resource_requests now: kube-state-metrics is not scraped, or out of reach',
      );
    }
    const recorded: Partial<Recorded> = { window, requests };
    const batches = listBatches(requests);
    for (const name of Object.keys(USAGE_QUERIES) as SampleQueryName[]) {
      const { isByNamespace } = USAGE_QUERIES[name];
      recorded[name] ??= await this.#readNamed(
        name,
        reading,
        isByNamespace ? batches : [''],
      );
    }
    return recorded as RecordedUsage;
  }

  async #readNamed<Name extends SampleQueryName | SeriesQueryName>(
    name: Name,
    reading: { window: UsageDays; nowMs: number; signal?: AbortSignal },
    batches: readonly string[],
  ): Promise<RecordedUsage[Name]> {
    const { window, nowMs, signal } = reading;
    const { at, expression } = USAGE_QUERIES[name];
    const found: (UsageSample | UsageSeries)[] = [];
    for (const namespaces of batches) {
      const query = expression({
        window: `${window.days}d`,
        sinceBegin: `${Math.ceil((nowMs - window.fromMs) / 1000)}s`,
        namespaces,
      });
      if (at === 'now' || at === 'end') {
        const timeMs = at === 'now' ? nowMs : window.toMs;
        const answer = await this.#client.query(query, { timeMs, signal });
        found.push(...answer.found);
      } else {
        const stepMs = at === 'day' ? DAY_MS : HOUR_MS;
        const answer = await this.#client.queryRange(query, {
          fromMs: window.fromMs + stepMs,
          toMs: window.toMs,
          stepMs,
          signal,
        });
        found.push(...answer.found);
      }
    }
    return found as unknown as RecordedUsage[Name];
  }
}
