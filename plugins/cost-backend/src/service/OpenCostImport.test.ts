import { migrate } from '@plumbline/backstage-plugin-kit-node';
import {
  createTestDatabases,
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import {
  byLabel,
  createOpenCosts,
  TestOpenCosts,
} from '../__testUtils__/createOpenCosts';
import { recordDay } from '../__testUtils__/recordDay';
import { RecordedOpenCost } from '../__testUtils__/RecordedOpenCost';
import { AnswerStore } from '../store/AnswerStore';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const DAYS = ['2026-05-29', '2026-05-30', '2026-05-31', '2026-06-01'];
const CART = 'component:default/cart';
const CHECKOUT = 'component:default/checkout';

describe.each(databases.eachSupportedId())('OpenCost on %s', id => {
  let knex: Knex;
  let costs: TestOpenCosts;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    costs = await createOpenCosts(knex);
    DAYS.forEach((day, index) =>
      costs.record(day, { cart: `${index + 1}.1`, checkout: '0.2' }),
    );
  });
  afterEach(() => costs.close());

  const byDay = () => costs.sums(['day', 'entity_ref']);
  const days = (cart: string[]) =>
    Object.fromEntries(
      DAYS.flatMap((day, index) => [
        [`${day} ${CART}`, cart[index]],
        [`${day} ${CHECKOUT}`, '0.2'],
      ]),
    );
  const FIRST = days(['1.1', '2.1', '3.1', '4.1']);

  it('books what it says of each day, to the last digit, and keeps it', async () => {
    costs.record(DAYS[0], {
      cart: '0.10000000000000000000000001',
      checkout: '1e-20',
      __idle__: '-0.05',
    });
    expect(await costs.run()).toMatchObject({
      source: 'west',
      state: 'done',
      format: 'opencost-allocation',
      first_day: DAYS[0],
      last_day: DAYS[3],
      message: null,
      rows: { read: 9, accepted: 9, rejected: 0, repeated: 0 },
      reconciliation: [
        {
          currency: 'USD',
          total: '9.95000000000000000001000001',
          unattributed: '-0.05',
          difference: '0',
        },
      ],
    });
    expect(await costs.sums(['kind', 'entity_ref', 'reason'])).toMatchObject({
      'idle  notShared': '-0.05',
    });
    expect(await costs.sums(['month'], 'cost_month')).toEqual({
      '2026-05': '5.65000000000000000001000001',
      '2026-06': '4.3',
    });
    expect(await costs.health()).toMatchObject({
      state: 'ok',
      lastDay: DAYS[3],
    });
  });

  it('asks for closed days once and for open ones once an hour, or when somebody asks for it', async () => {
    await costs.run();
    expect(costs.west.days).toEqual(DAYS.toReversed());
    costs.west.forgetRequests();
    expect(await costs.run()).toMatchObject({ state: 'unchanged' });
    expect(costs.west.days).toEqual([]);
    costs.pass(1);
    expect(await costs.run()).toMatchObject({ state: 'unchanged' });
    expect(costs.west.days).toEqual(DAYS.toReversed());
    costs.west.forgetRequests();
    const service = costs.serviceOf({
      sources: [costs.sourceOf(costs.west)],
      ...byLabel,
    });
    const asked = await service.start('west');
    await until(costs.listImports, rows =>
      rows.some(row => row.id === asked && row.state !== 'running'),
    );
    await service.stop();
    expect(costs.west.days).toEqual(DAYS.toReversed());
    costs.west.forgetRequests();
    costs.pass(24 * 3);
    await costs.run();
    const open = ['2026-06-04', '2026-06-03', '2026-06-02', '2026-06-01'];
    // The others are closed by now: once more, and never again
    expect(costs.west.days).toEqual([...open, ...DAYS.slice(0, 3).reverse()]);
    costs.west.forgetRequests();
    costs.pass(1);
    await costs.run();
    expect(costs.west.days).toEqual(open);
  });

  it('takes what a day gained, and leaves the months that did not change', async () => {
    await costs.run();
    await knex('cost_day').where({ day: DAYS[2] }).update({ region: 'mark' });
    costs.record(DAYS[3], { cart: '5.1', checkout: '0.2' });
    costs.pass(1);
    expect(await costs.run()).toMatchObject({
      state: 'done',
      first_day: DAYS[3],
      last_day: DAYS[3],
    });
    expect(await byDay()).toEqual(days(['1.1', '2.1', '3.1', '5.1']));
    expect(await knex('cost_day').where({ region: 'mark' })).not.toEqual([]);
  });

  it('books history anew when rules change, though nobody is there to ask', async () => {
    await costs.run();
    await costs.west.stop();
    costs.pass(24 * 60);
    const all = {
      attribution: [{ id: 'all', entity: CART }],
      sources: [costs.sourceOf(costs.west)],
    };
    await costs.run(all);
    expect(await costs.sums(['month', 'entity_ref', 'rule'])).toEqual({
      [`2026-05 ${CART} all`]: '6.9',
      [`2026-06 ${CART} all`]: '4.3',
    });
    expect((await costs.listImports()).slice(-2)).toMatchObject([
      { state: 'done', last_day: DAYS[3] },
      {
        state: 'failed',
        message: 'OpenCost west, 2026-07-31: it cannot be reached',
      },
    ]);
    expect(await costs.health()).toMatchObject({
      state: 'failed',
      lastDay: DAYS[3],
      message: expect.stringContaining('cannot be reached'),
    });
  });

  it('books what it kept anew when more days are to be kept', async () => {
    const keep = (duration: string) =>
      costs.run({
        ...byLabel,
        retention: { days: duration },
        sources: [costs.sourceOf(costs.west)],
      });
    await keep('93d');
    await knex('cost_day').where('day', '<', DAYS[1]).delete();
    expect(await keep('93d')).toMatchObject({ state: 'unchanged' });
    await keep('94d');
    expect(await byDay()).toEqual(FIRST);
    expect(await knex('cost_change')).toEqual([]);
  });

  it('reads clusters for themselves, each in its currency', async () => {
    const others = [
      await RecordedOpenCost.start(),
      await RecordedOpenCost.start({ path: '/model/allocation' }),
    ];
    others.forEach(other => costs.record(DAYS[3], { cart: '7' }, other));
    await costs.run({
      ...byLabel,
      sources: [
        costs.sourceOf(costs.west),
        costs.sourceOf(others[0], {
          id: 'east',
          currency: 'EUR',
          cluster: 'east-1',
        }),
        costs.sourceOf(others[1], {
          id: 'far',
          currency: 'JPY',
          path: '/model/allocation',
        }),
      ],
    });
    await others[0].stop();
    await others[1].stop();
    expect(await costs.sums(['source', 'currency', 'cluster'])).toEqual({
      'west USD ': '11.2',
      'east EUR east-1': '7',
      'far JPY ': '7',
    });
  });

  it('knows the ends of months and a leap day', async () => {
    costs.clock.now = '2028-03-01T06:00:00.000Z';
    for (const day of [
      '2028-02-27',
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]) {
      costs.record(day, { cart: '1' });
    }
    await costs.run();
    expect(await costs.sums(['bill_month', 'day'])).toEqual({
      '2028-02 2028-02-27': '1',
      '2028-02 2028-02-28': '1',
      '2028-02 2028-02-29': '1',
      '2028-03 2028-03-01': '1',
    });
  });

  it('takes an empty answer for unknown, and never for zero', async () => {
    costs.west.recordings.delete(DAYS[1]);
    expect(await costs.run()).toMatchObject({
      state: 'done',
      warnings: expect.arrayContaining([
        'it says no cost of 2026-05-30: what they cost is not known, and not zero',
      ]),
    });
    expect(await costs.sums(['day'])).toEqual({
      [DAYS[0]]: '1.3',
      [DAYS[2]]: '3.3',
      [DAYS[3]]: '4.3',
    });
    // It forgets what it knew
    costs.west.recordings.clear();
    costs.pass(1);
    expect(await costs.run()).toMatchObject({
      state: 'unchanged',
      warnings: expect.arrayContaining([
        `it says no cost any more of ${DAYS[0]}, ${DAYS[2]}, ${DAYS[3]}: what it said before stays`,
      ]),
    });
    expect(await costs.sums(['day'])).toMatchObject({ [DAYS[3]]: '4.3' });
  });

  it('says that a source knows nothing at all', async () => {
    costs.west.recordings.clear();
    expect(await costs.run()).toMatchObject({
      state: 'refused',
      message: 'OpenCost west knows no cost of any of the last 4 days',
    });
    expect(await knex('cost_day')).toEqual([]);
  });

  it('asks anew what is to be grouped otherwise, and reads the rest as it was grouped', async () => {
    // Every day is closed by then
    costs.clock.now = '2026-06-05T12:00:00.000Z';
    await costs.run({
      ...byLabel,
      sources: [costs.sourceOf(costs.west, { windowDays: 8 })],
    });
    const ofTeam = (cpu: string) => ({
      cpu,
      properties: { cluster: 'west', namespace: 'shop' },
    });
    DAYS.slice(2).forEach((day, index) =>
      costs.west.recordings.set(
        day,
        recordDay(day, {
          cart: ofTeam(`${index + 3}.1`),
          checkout: ofTeam('0.2'),
        }),
      ),
    );
    costs.pass(24);
    await costs.run({
      ...byLabel,
      sources: [
        costs.sourceOf(costs.west, {
          aggregate: ['label:team'],
          windowDays: 7,
        }),
      ],
    });
    expect(await new AnswerStore(knex).list('west')).toMatchObject([
      { day: DAYS[0], aggregate: '' },
      { day: DAYS[1], aggregate: '' },
      { day: DAYS[2], aggregate: 'label:team' },
      { day: DAYS[3], aggregate: 'label:team' },
      { day: '2026-06-02', isKnown: false },
      { day: '2026-06-03', isKnown: false },
      { day: '2026-06-04', isKnown: false },
      { day: '2026-06-05', isKnown: false },
      { day: '2026-06-06', isKnown: false },
    ]);
    expect(await byDay()).toEqual(FIRST);
    expect(await costs.sums(['day', 'workload'])).toMatchObject({
      [`${DAYS[1]} deployment/cart`]: '2.1',
      [`${DAYS[2]} `]: '3.3',
    });
  });

  it('forgets whole months, so that none is booked without some of its days', async () => {
    await costs.run();
    const store = new AnswerStore(knex);
    await store.deleteBefore(DAYS[2]);
    expect(await store.list('west')).toHaveLength(4);
    await store.deleteBefore(DAYS[3]);
    expect((await store.list('west')).map(({ day }) => day)).toEqual([DAYS[3]]);
  });
});
