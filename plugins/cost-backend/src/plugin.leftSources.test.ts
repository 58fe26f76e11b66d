import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { insertCosts } from './__testUtils__/insertCosts';
import {
  ADA,
  CART,
  CHECKOUT,
  FAY,
  ROOT,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';
import { LeftSources } from './service/LeftSources';
import { CostReaderEntities } from './store/CostReaderEntities';
import { StoredSources } from './store/StoredSources';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const NOW = '2026-04-01T00:00:00.000Z';
const MONTH = { entity: CHECKOUT, month: '2026-03' };
const OF_SOURCES = [
  'cost_answer',
  'cost_change',
  'cost_day',
  'cost_import',
  'cost_month',
  'cost_source_day',
  'cost_to_date',
];
/** Their sources are Prometheus instances. */
const OF_OTHERS = ['cost_advice', 'cost_units', 'cost_usage_reading'];

describe.each(databases.eachSupportedId())(
  'a source that is configured no more on %s',
  id => {
    let knex: Knex;
    let costs: TestCosts;

    beforeEach(async () => {
      knex = await databases.init(id);
      costs = await startCosts({ knex });
      const stated = [
        { day: '2026-03-01', entity: CHECKOUT, cost: '1.1' },
        { day: '2026-03-02', entity: CART, cost: '2' },
        { day: '2026-03-02', cost: '4', reason: 'noRule' as const },
      ];
      await costs.insert(stated);
      await costs.insert(stated, 'cloud-2025');
      for (const source of ['cloud', 'cloud-2025']) {
        await knex('cost_answer').insert({
          source,
          day: '2026-03-01',
          asked_at: NOW.slice(0, 24),
          aggregate: '',
        });
        await knex('cost_change').insert({
          id: source,
          source,
          at: NOW,
          cause: 'rules',
        });
        await knex('cost_change_amount').insert({
          change_id: source,
          month: '2026-03',
          currency: 'EUR',
          entity_ref: CHECKOUT,
          before_effective: '1',
          after_effective: '1.1',
          ...Object.fromEntries(
            ['billed', 'effective', 'list', 'contracted'].map(metric => [
              `size_${metric}`,
              0.1,
            ]),
          ),
        });
        await knex('cost_usage_reading').insert({ source, read_at: NOW });
        await knex('cost_units').insert({
          entity_ref: CHECKOUT,
          day: '2026-03-01',
          unit: 'tokens',
          source,
          quantity: 1,
        });
      }
    });
    afterEach(() => costs.stop());

    const sumOf = async () =>
      (await costs.get('summary', MONTH)).currencies[0].amount;
    const forget = (source: string, who: string = ROOT) =>
      costs.call(who, 'DELETE', `/sources/${source}`);
    const rowsOf = async (source: string) => {
      const found = new Map<string, unknown[]>();
      for (const table of [...OF_SOURCES, ...OF_OTHERS]) {
        const rows = await knex(table).where({ source });
        found.set(table, rows.map(row => JSON.stringify(row)).sort());
      }
      found.set(
        'cost_change_amount',
        await knex('cost_change_amount').where({ change_id: source }),
      );
      return found;
    };

    it('is named to those who may read everything, and to nobody else', async () => {
      const sourcesFor = async (who: string) =>
        (await costs.get('summary', MONTH, who)).sources.slice(1);
      for (const who of [ROOT, FAY]) {
        expect(await sourcesFor(who)).toEqual([
          {
            source: 'cloud-2025',
            title: 'cloud-2025',
            state: 'stale',
            isLeft: true,
            readAt: expect.any(String),
            lastDay: '2026-03-02',
            message: 'is not configured any more; what it stated still counts',
          },
        ]);
      }
      expect(await sourcesFor(ADA)).toEqual([]);
    });

    it('is forgotten with all that it stated, and nothing of another source is', async () => {
      const others = await rowsOf('cloud');
      expect(await sumOf()).toBe('2.2');
      const entities = new CostReaderEntities(knex);
      const state = await entities.findState();
      const { status, text } = await forget('cloud-2025');
      expect([status, text]).toEqual([204, '']);
      // What was worked out before is worked out anew
      expect(await entities.findState()).not.toBe(state);
      expect(await sumOf()).toBe('1.1');
      expect(await rowsOf('cloud')).toEqual(others);
      const rest = await rowsOf('cloud-2025');
      for (const table of [...OF_SOURCES, 'cost_change_amount']) {
        expect([table, others.get(table)?.length]).not.toEqual([table, 0]);
        expect([table, rest.get(table)]).toEqual([table, []]);
      }
      expect(rest.get('cost_usage_reading')).toHaveLength(1);
      expect(rest.get('cost_units')).toHaveLength(1);
      const overview = await costs.get('overview', { month: '2026-03' }, ROOT);
      expect(overview.sources).toHaveLength(1);
      expect(overview.reconciliation).toMatchObject([
        { source: 'cloud', total: '7.1', unattributed: '4', difference: '0' },
      ]);
      expect(costs.audited).toEqual(['cost-source-forget succeeded']);
      expect((await forget('cloud-2025')).status).toBe(404);
    });

    it('is refused by name while it is configured, and so is what there is not', async () => {
      const configured = await forget('cloud');
      expect([configured.status, configured.body.error.message]).toEqual([
        409,
        "The source 'cloud' (The cloud) is configured under cost.sources; take it out there before it is forgotten",
      ]);
      const unknown = await forget('cloud-2024');
      expect([unknown.status, unknown.body.error.message]).toEqual([
        404,
        "Nothing is stored of a source 'cloud-2024'; there is of cloud-2025",
      ]);
      expect((await forget('%00')).status).toBe(404);
      expect(await sumOf()).toBe('2.2');
    });

    it('stays whole while another backend reads it, and goes once that one is dead', async () => {
      const insert = (aliveUntil: string) =>
        knex('cost_import').insert({
          id: 'elsewhere',
          source: 'cloud-2025',
          state: 'running',
          started_at: NOW,
          alive_until: aliveUntil,
        });
      await insert('9999-01-01T00:00:00.000Z');
      const before = await rowsOf('cloud-2025');
      const refused = await forget('cloud-2025');
      expect([refused.status, refused.body.error.message]).toEqual([
        409,
        "The source 'cloud-2025' is being read right now by a backend that has it configured",
      ]);
      expect(await rowsOf('cloud-2025')).toEqual(before);
      await knex('cost_import').where({ id: 'elsewhere' }).delete();
      await insert('2026-01-01T00:00:00.000Z');
      expect((await forget('cloud-2025')).status).toBe(204);
      expect(await sumOf()).toBe('1.1');
    });

    it('is warned about by name, and no other is', async () => {
      const logger = mockServices.logger.mock();
      for (const source of ['a', 'zz']) {
        await insertCosts({
          knex,
          costs: [{ day: '2026-03-01', cost: '1' }],
          source,
          now: NOW,
        });
      }
      await new LeftSources({
        access: undefined as never,
        sources: [
          { id: 'cloud', title: 'The cloud' },
          { id: 'never-read', title: 'Never read' },
        ],
        stored: new StoredSources(knex),
      }).warn(logger);
      expect(logger.warn.mock.calls.map(([message]) => message)).toEqual(
        ['a', 'cloud-2025', 'zz'].map(
          source =>
            `Cost: the source '${source}' is not configured any more; what it stated still counts, until an administrator forgets it`,
        ),
      );
    });
  },
);
