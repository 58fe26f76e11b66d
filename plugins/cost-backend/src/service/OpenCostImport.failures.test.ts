import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import {
  byLabel,
  createOpenCosts,
  TestOpenCosts,
} from '../__testUtils__/createOpenCosts';
import { OtherAnswer } from '../__testUtils__/RecordedOpenCost';
import { recordDay, recordPod } from '../__testUtils__/recordDay';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const DAYS = ['2026-05-29', '2026-05-30', '2026-05-31', '2026-06-01'];

const json =
  (body: string): OtherAnswer =>
  response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  };
const status =
  (code: number, headers: Record<string, string> = {}): OtherAnswer =>
  response => {
    response.writeHead(code, headers);
    response.end();
  };

/** What a source does when it is not well, and what is said of it. */
const FAILURES: [string, OtherAnswer | 'stopped', string][] = [
  ['is not there', 'stopped', 'it cannot be reached'],
  ['hangs', () => {}, 'no whole answer came in 300 ms'],
  [
    'answers slowly',
    response => {
      response.writeHead(200);
      response.write('{');
    },
    'no whole answer came in 300 ms',
  ],
  ['is overloaded', status(503), 'it answered 503'],
  [
    'sends elsewhere',
    status(307, { location: 'http://example.invalid/' }),
    'it answered 307: it sends elsewhere',
  ],
  [
    'breaks off',
    (response, recorded) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write(recorded ?? '{', () => response.destroy());
    },
    'its answer broke off',
  ],
  [
    'answers a half',
    (response, recorded) => {
      response.end(recorded!.slice(0, 300));
    },
    'it was cut off',
  ],
  [
    'answers well that it is not well',
    json('{"code":500,"message":"Error: no Prometheus"}'),
    'Upstream answered 500: Error: no Prometheus',
  ],
  [
    'answers a page',
    response => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Sign in</html>');
    },
    'it answered a page and no data',
  ],
  [
    'answers for another day',
    json(
      recordDay('2025-01-01', {
        a: recordPod('9', { namespace: 'shop', controller: 'a' }),
      }),
    ),
    'its answer is of 2025-01-01',
  ],
  [
    'answers in another currency',
    (response, recorded) =>
      response.end(
        recorded!.replaceAll('"minutes"', '"currency":"EUR","minutes"'),
      ),
    'it states the currency EUR, and not USD',
  ],
];

describe.each(databases.eachSupportedId())(
  'OpenCost that is not well on %s',
  id => {
    let knex: Knex;
    let costs: TestOpenCosts;

    beforeEach(async () => {
      knex = await databases.init(id);
      await migrate(knex, MIGRATIONS);
      costs = await createOpenCosts(knex);
      DAYS.forEach((day, index) => costs.record(day, { cart: `${index + 1}` }));
    });
    afterEach(() => costs.close());

    const run = (milliseconds = 60_000) =>
      costs.run({
        ...byLabel,
        sources: [costs.sourceOf(costs.west, { timeout: { milliseconds } })],
      });
    const stored = async () => ({
      days: await knex('cost_day').orderBy('day'),
      months: await knex('cost_month').orderBy('month'),
    });

    it.each(FAILURES)(
      'changes no figure when it %s, and goes on when it is well again',
      async (_, failure, reason) => {
        await run();
        const before = await stored();
        DAYS.forEach(day => costs.record(day, { cart: '100' }));
        if (failure === 'stopped') {
          await costs.west.stop();
        } else {
          costs.west.instead.set('*', failure);
        }
        costs.pass(1);
        const failed = await run(
          reason.endsWith('in 300 ms') ? 300 : undefined,
        );
        expect(failed).toMatchObject({
          state: 'failed',
          message: expect.stringContaining('OpenCost west, 2026-06-01: '),
        });
        expect(failed!.message).toContain(reason);
        expect(JSON.stringify(failed)).not.toMatch(
          /token-of-opencost|127\.0\.0\.1/,
        );
        expect(await stored()).toEqual(before);
        expect(await costs.health()).toMatchObject({
          state: 'failed',
          lastDay: '2026-06-01',
          readAt: expect.stringMatching(/^2026-06-01T12:/),
          message: failed!.message,
        });
        costs.west.instead.clear();
        if (failure === 'stopped') {
          await costs.west.listen();
        }
        expect(await run()).toMatchObject({ state: 'done' });
        expect(await costs.sums(['month'])).toEqual({
          '2026-05': '300',
          '2026-06': '100',
        });
        expect(await costs.health()).toMatchObject({ state: 'ok' });
      },
    );

    it('has nothing of a source that never answered, and no zero', async () => {
      await costs.west.stop();
      expect(await run()).toMatchObject({
        state: 'failed',
        message: 'OpenCost west, 2026-06-01: it cannot be reached',
      });
      await run();
      expect(await stored()).toEqual({ days: [], months: [] });
      // What is said again and again stands once
      expect(await costs.listImports()).toHaveLength(1);
      expect(await costs.health()).toMatchObject({
        state: 'failed',
        readAt: null,
        lastDay: null,
      });
    });

    it('keeps and books whole days that came before it failed, and asks for the rest next time', async () => {
      costs.west.instead.set(DAYS[1], status(500));
      await run();
      expect(await costs.listImports()).toMatchObject([
        { state: 'done', first_day: DAYS[0], last_day: DAYS[3] },
        {
          state: 'failed',
          message: `OpenCost west, ${DAYS[1]}: it answered 500`,
        },
      ]);
      expect(await costs.sums(['day'])).toEqual({
        [DAYS[0]]: '1',
        [DAYS[2]]: '3',
        [DAYS[3]]: '4',
      });
      costs.west.forgetRequests();
      await run();
      expect(costs.west.days).toEqual([DAYS[1]]);
      expect(await costs.listImports()).toHaveLength(2);
      costs.west.instead.clear();
      expect(await run()).toMatchObject({ state: 'done' });
      expect(await costs.sums(['day'])).toMatchObject({ [DAYS[1]]: '2' });
    });

    it('is left alone when nobody is there, and after three failures', async () => {
      costs.west.instead.set('*', response => response.destroy());
      expect(await run()).toMatchObject({
        message: 'OpenCost west, 2026-06-01: it cannot be reached',
      });
      expect(costs.west.days).toHaveLength(1);
      costs.west.forgetRequests();
      costs.west.instead.set('*', status(500));
      expect(await run()).toMatchObject({
        message:
          'OpenCost west, 2026-06-01: it answered 500; and 2 more days failed',
      });
      expect(costs.west.days).toHaveLength(3);
    });

    it('keeps no other source from being read', async () => {
      await costs.west.stop();
      await costs.write('may.csv', [
        'date,currency,cost,service',
        '2026-05-01,USD,1,db',
      ]);
      await costs.run({
        sources: [
          costs.sourceOf(costs.west),
          { id: 'bills', folder: costs.folder },
        ],
      });
      expect(
        (await costs.listImports()).map(({ source, state }) => [source, state]),
      ).toEqual([
        ['west', 'failed'],
        ['bills', 'done'],
      ]);
    });

    it('is stale when it is there but says nothing new', async () => {
      await run();
      costs.pass(24 * 5);
      await run();
      expect(await costs.health()).toMatchObject({
        state: 'stale',
        lastDay: '2026-06-01',
      });
    });
  },
);
