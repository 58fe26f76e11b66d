import { mockServices } from '@backstage/backend-test-utils';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  hasPrometheus,
  startRecordedPrometheus,
} from '../__testUtils__/recordedPrometheus';
import { MIGRATIONS } from '../store/migrations';
import { UnitStore } from '../store/UnitStore';
import { PrometheusClient } from '../usage/PrometheusClient';
import { TokenCounter } from './TokenCounter';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const MINUTE_MS = 60_000;
const FROM = Date.parse('2024-02-28T00:00:00Z');
const TO = Date.parse('2024-03-02T00:00:00Z');
const CHAT = 'resource:default/chat';

const describeWithPrometheus = hasPrometheus() ? describe : describe.skip;

/** A counter that began at the start, and was set back by a restart in the middle of the leap day. */
const counter = (name: string, perMinute: number, pod: string) => ({
  name,
  labels: { model_name: 'chat', namespace: 'ml', pod },
  value: (timeMs: number) => {
    const restart = Date.parse('2024-02-29T12:00:00Z');
    const since = pod === 'b' && timeMs >= restart ? restart : FROM;
    return ((timeMs - since) / MINUTE_MS) * perMinute;
  },
});

describeWithPrometheus('tokens that a real Prometheus recorded', () => {
  it('are counted by UTC day over all servers of a model, also over a restart', async () => {
    const prometheus = await startRecordedPrometheus({
      series: [
        counter('vllm:prompt_tokens_total', 50, 'a'),
        counter('vllm:prompt_tokens_total', 50, 'b'),
        counter('vllm:generation_tokens_total', 20, 'a'),
      ],
      fromMs: FROM,
      toMs: TO,
      stepMs: MINUTE_MS,
    });
    const knex = await databases.init('SQLITE_3');
    try {
      await migrate(knex, MIGRATIONS);
      const units = new UnitStore(knex);
      const client = new PrometheusClient({
        id: 'main',
        title: 'Main',
        url: prometheus.url,
        timeoutMs: 10_000,
      });
      await new TokenCounter({
        logger: mockServices.logger.mock(),
        models: {
          list: async () => [
            { entityRef: CHAT, names: ['chat'], namespaces: ['ml'] },
          ],
        },
        sources: [{ id: 'main', client }],
        units,
      }).count('2024-03-02', new AbortController().signal);
      const counted = await units.list({
        unit: 'tokens',
        entityRefs: [CHAT],
        from: '2024-01-01',
        to: '2024-12-31',
      });
      expect(counted.map(({ day }) => day)).toEqual([
        '2024-02-28',
        '2024-02-29',
        '2024-03-01',
      ]);
      // 120 a minute; what increase() makes of the edges of a day is within a minute's
      for (const { quantity } of counted) {
        expect(Math.abs(quantity - 120 * 24 * 60)).toBeLessThanOrEqual(120);
      }
    } finally {
      await knex.destroy();
      await prometheus.stop();
    }
  });
});
