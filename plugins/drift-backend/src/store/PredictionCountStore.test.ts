import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { baseline, monitor, outcome, run, T0 } from '../__testUtils__/records';
import { createStores } from './createStores';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ID = monitor().id;
const OTHER = '00000000-0000-0000-0000-000000000002';

describe.each(databases.eachSupportedId())(
  'predictions that monitors saw, on %s',
  databaseId => {
    let knex: Knex;
    let stores: ReturnType<typeof createStores>;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex, MIGRATIONS);
      stores = createStores(knex);
      await stores.monitors.insert(monitor());
      await stores.monitors.insert(monitor({ id: OTHER, name: 'other' }));
    });
    afterEach(() => knex.destroy());

    const send = async (key: string, hours: Record<string, number>) => {
      const [active] = await knex('baselines').where({ monitor_id: ID });
      return stores.ingest.saveBatch({
        monitorId: ID,
        kind: 'predictions',
        idempotencyKey: key,
        bodySha256: key,
        rows: 1,
        receipt: '{}',
        receivedAt: T0,
        predictions: [],
        profiles: {
          baselineId: active.id,
          hours: Object.entries(hours).map(([bucketStart, rows]) => ({
            bucketStart,
            rows,
            payload: Buffer.from([1]),
          })),
        },
      });
    };

    it('are those that were sent, by the day they are of, whatever became of their hours', async () => {
      await stores.baselines.saveActive(baseline('b-1', T0));
      await send('a', {
        '2024-02-28T23:00:00.000Z': 1,
        '2024-02-29T00:00:00.000Z': 2,
        '2024-02-29T23:00:00.000Z': 3_000_000_000,
      });
      await send('b', {
        '2024-02-29T23:00:00.000Z': 4,
        '2024-03-01T00:00:00.000Z': 5,
      });
      const count = () =>
        stores.predictionCounts.countIngested({
          monitorIds: [ID, OTHER],
          from: '2024-02-29',
          to: '2024-02-29',
        });
      const expected = new Map([
        [ID, new Map([['2024-02-29', 3_000_000_006]])],
      ]);
      expect(await count()).toEqual(expected);
      const [hour] = await stores.ingest.listUnfoldedHours(10);
      await stores.ingest.foldHour(hour, async ([first]) => first);
      expect(await count()).toEqual(expected);
    });

    it('are the rows of the newest run of each window within the days', async () => {
      const day = (start: string, end: string) => ({
        windowStart: `2024-02-${start}T00:00:00.000Z`,
        windowEnd: `2024-${end}T00:00:00.000Z`,
      });
      const finish = async (
        id: string,
        options: { window: object; finishedAt: string; rows?: number },
      ) => {
        await stores.runs.enqueue(run(id, options.window), id);
        await stores.runs.claim({
          owner: id,
          now: T0,
          until: '2027-01-01T00:00:00.000Z',
        });
        await stores.results.finish({ runId: id, owner: id }, {
          outcome: { ...outcome, rowsCurrent: options.rows, columns: [] },
          finishedAt: options.finishedAt,
          durationMs: 1,
          monitor: {},
          seenRunId: undefined,
        } as never);
      };
      const leapDay = day('29', '03-01');
      const at = (hour: number) => `2026-11-20T0${hour}:00:00.000Z`;
      await finish('r-1', { window: leapDay, finishedAt: at(2), rows: 9 });
      await finish('r-2', { window: leapDay, finishedAt: at(1), rows: 5 });
      await finish('r-3', { window: day('28', '02-29'), finishedAt: at(3) });
      await finish('r-4', {
        window: day('27', '02-28'),
        finishedAt: at(3),
        rows: 1,
      });
      await stores.runs.enqueue(run('r-5', day('26', '02-27')), 'r-5');
      expect(
        await stores.predictionCounts.listWindows({
          monitorIds: [ID, OTHER],
          from: '2024-02-28',
          to: '2024-02-29',
        }),
      ).toEqual(
        new Map([
          [
            ID,
            [
              {
                start: '2024-02-29T00:00:00.000Z',
                end: '2024-03-01T00:00:00.000Z',
                rows: 9,
              },
              {
                start: '2024-02-28T00:00:00.000Z',
                end: '2024-02-29T00:00:00.000Z',
                rows: undefined,
              },
            ],
          ],
        ]),
      );
    });

    it('are none where nobody watches', async () => {
      const question = { monitorIds: [], from: '2024-02-28', to: '2024-02-29' };
      expect(await stores.predictionCounts.countIngested(question)).toEqual(
        new Map(),
      );
      expect(await stores.predictionCounts.listWindows(question)).toEqual(
        new Map(),
      );
    });
  },
);
