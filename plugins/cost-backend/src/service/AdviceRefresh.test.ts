import { once } from 'node:events';
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { openDatabase } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { insertAdvice } from '../__testUtils__/insertAdvice';
import { PrometheusSource } from '../config/prometheus';
import { AdviceReader } from '../store/AdviceReader';
import { AdviceStore } from '../store/AdviceStore';
import { MIGRATIONS } from '../store/migrations';
import { AdviceBooking } from './AdviceBooking';
import { AdviceRefresh } from './AdviceRefresh';
import { CatalogReader } from './CatalogReader';

jest.setTimeout(60_000);

const TOKEN = 'token-of-prometheus';
const databases = createTestDatabases();
const EMPTY_CATALOG = {
  read: async () => ({ entities: [], places: new Map() }),
} as unknown as CatalogReader;

/** What a query finds, as far as these tests go. */
const REQUESTS = {
  metric: {
    namespace: 'shop',
    pod: 'checkout-7d9c5b8f6d-xbbcd',
    container: 'app',
    resource: 'cpu',
  },
  value: [1, '1'],
};

type Answer = (
  query: string,
  response: ServerResponse,
  resultType: 'vector' | 'matrix',
) => void;
function send(resultType: string, result: unknown[], more: object = {}) {
  return JSON.stringify({
    status: 'success',
    data: { resultType, result },
    ...more,
  });
}
const succeed: Answer = (query, response, resultType) => {
  const isRequests = query.includes('kube_pod_container_resource_requests');
  response.end(send(resultType, isRequests ? [REQUESTS] : []));
};
/** Everything goes well until some metric is asked for. */
const failAt =
  (metric: string, fail: (response: ServerResponse) => void): Answer =>
  (query, response, type) =>
    query.includes(metric) ? fail(response) : succeed(query, response, type);

describe('AdviceRefresh', () => {
  let server: Server;
  let answer: Answer;
  let asked: string[];
  let store: AdviceStore;
  let reader: AdviceReader;
  let warnings: string[];
  let refresh: (more?: Partial<PrometheusSource>) => Promise<void>;

  beforeEach(async () => {
    asked = [];
    warnings = [];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const query = new URLSearchParams(body).get('query') ?? '';
      asked.push(query);
      const isRange = request.url?.endsWith('/query_range');
      answer(query, response, isRange ? 'matrix' : 'vector');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const knex = await openDatabase(
      mockServices.database({ knex: await databases.init('SQLITE_3') }),
      MIGRATIONS,
    );
    store = new AdviceStore(knex);
    reader = new AdviceReader(knex);
    await insertAdvice({ knex, advice: [{ saving: '1' }] });
    const source: PrometheusSource = {
      id: 'main',
      title: 'Main',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      cluster: 'prod',
      token: TOKEN,
      windowDays: 2,
      timeoutMs: 5_000,
    };
    const logger = mockServices.logger.mock({
      warn: (message: string) => {
        warnings.push(message);
      },
    });
    refresh = more =>
      new AdviceRefresh({
        booking: new AdviceBooking({
          catalog: EMPTY_CATALOG,
          hasCatalogRulesLast: false,
          store,
        }),
        logger,
        prometheus: [{ ...source, ...more }],
        store,
      }).refreshAll(new AbortController().signal);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const stored = async () =>
    (
      await reader.list(
        { sources: ['main'], entityRefs: undefined, state: 'suggestion' },
        { after: undefined, limit: 10 },
      )
    ).length;
  const failure = async () => (await store.listReadings()).get('main')?.failure;

  it.each<[string, Answer, Partial<PrometheusSource>, RegExp]>([
    [
      'refuses a query',
      failAt('quantile_over_time', response => {
        response.writeHead(422);
        response.end(
          JSON.stringify({
            status: 'error',
            errorType: 'execution',
            error: `too many samples, ${TOKEN}`,
          }),
        );
      }),
      {},
      /^Prometheus main answered 422 \(execution\): too many samples, …$/,
    ],
    [
      'is too slow',
      failAt('kube_pod_owner', () => {}),
      { timeoutMs: 300 },
      /no answer in 300 ms/,
    ],
    [
      'breaks off its answer',
      failAt('kube_node_labels', response => {
        response.end('{"status":"success","data":{"resultType":"vec');
      }),
      {},
      /no whole answer/,
    ],
    [
      'goes away',
      failAt('kube_persistentvolumeclaim_info', response => {
        response.destroy();
      }),
      {},
      /cannot be reached/,
    ],
    [
      'answers with a part',
      failAt('node_cpu_hourly_cost', response => {
        response.end(
          send('vector', [], { warnings: ['store-2 is out of reach'] }),
        );
      }),
      {},
      /with a part only/,
    ],
    [
      'has no kube-state-metrics',
      (_, response) => {
        response.end(send('vector', []));
      },
      {},
      /kube-state-metrics is not scraped/,
    ],
  ])(
    'keeps what it has when Prometheus %s, and says so without its secrets',
    async (_, given, more, message) => {
      answer = given;
      await refresh(more);
      expect(await stored()).toBe(1);
      expect(await failure()).toMatch(message);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).not.toContain(TOKEN);
      // It is tried again, whatever the day
      answer = succeed;
      await refresh();
      expect(await failure()).toBe(undefined);
      expect(await stored()).toBe(0);
    },
  );

  it('reads once a day, and again when its settings are others', async () => {
    answer = succeed;
    await refresh();
    const queries = asked.length;
    expect(queries).toBeGreaterThan(20);
    await refresh();
    expect(asked).toHaveLength(queries);
    await refresh({ windowDays: 3 });
    expect(asked).toHaveLength(2 * queries);
    // A secret that is changed changes nothing of what is read
    await refresh({ windowDays: 3, token: 'another' });
    expect(asked).toHaveLength(2 * queries);
  });

  it('asks by namespace for what touches every sample, and lets nothing but names into a query', async () => {
    const namespaces = ['shop', 'a"} or up{x="', 'UPPER', 'core'];
    answer = (query, response, resultType) => {
      const requests = namespaces.map(namespace => ({
        ...REQUESTS,
        metric: { ...REQUESTS.metric, namespace },
      }));
      const isRequests = query.startsWith('max by') && resultType === 'vector';
      response.end(send(resultType, isRequests ? requests : []));
    };
    await refresh();
    expect(await failure()).toBe(undefined);
    const quantiles = asked.filter(query => query.includes('quantile'));
    expect(quantiles).toHaveLength(2);
    for (const query of quantiles) {
      expect(query).toContain('namespace=~"core|shop"');
    }
    expect(asked.join()).not.toContain('up{x=');
  });

  it('forgets a Prometheus that is configured no more', async () => {
    answer = succeed;
    await refresh({ id: 'other' });
    expect(await stored()).toBe(0);
    expect([...(await store.listReadings()).keys()]).toEqual(['other']);
  });
});
