import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { openDatabase } from '@plumbline/backstage-plugin-kit-node';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { adviceId, insertAdvice } from '../__testUtils__/insertAdvice';
import { AdviceFilter, AdviceReader } from './AdviceReader';
import { AdviceStore } from './AdviceStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';
const ALL: AdviceFilter = {
  sources: ['main'],
  entityRefs: undefined,
  state: 'suggestion',
};
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('advice on %s', id => {
  let knex: Knex;
  let reader: AdviceReader;
  beforeEach(async () => {
    knex = await openDatabase(
      mockServices.database({ knex: await databases.init(id) }),
      MIGRATIONS,
    );
    reader = new AdviceReader(knex);
  });

  const idsOf = async (filter = ALL, page: object = {}) =>
    (await reader.list(filter, { after: undefined, limit: 100, ...page })).map(
      ({ advice }) => Number(advice.id),
    );

  it('has the largest saving first, as a number and not as a text, and what has none at the end', async () => {
    await insertAdvice({
      knex,
      advice: [
        { saving: '9' },
        { saving: null },
        { saving: '10' },
        { saving: '0.000000000000000001' },
        { saving: '10.5' },
        { saving: '0' },
      ],
    });
    expect(await idsOf()).toEqual([5, 3, 1, 4, 6, 2]);
    const [, second] = await reader.list(ALL, { after: undefined, limit: 2 });
    expect(
      await idsOf(ALL, { after: { rank: second.rank, id: second.advice.id } }),
    ).toEqual([1, 4, 6, 2]);
  });

  it('adds savings up exactly, by currency', async () => {
    const cents = '0.100000000000000000000000000001';
    await insertAdvice({
      knex,
      advice: [
        ...Array.from({ length: 30 }, () => ({ saving: cents })),
        { saving: '7', currency: 'USD' },
        { saving: null },
      ],
    });
    expect(
      (await reader.sum(ALL)).map(({ currency, amount }) => [
        currency,
        formatAmount(amount),
      ]),
    ).toEqual([
      ['EUR', formatAmount(30n * readAmount(cents)!)],
      ['USD', '7'],
    ]);
  });

  it('replaces all of a source, and nothing of another', async () => {
    await insertAdvice({
      knex,
      advice: [{ entity: CHECKOUT }, {}, { state: 'withheld' }],
    });
    await insertAdvice({ knex, advice: [{ entity: CHECKOUT, saving: '3' }] });
    expect(await idsOf()).toEqual([1]);
    expect(await reader.count({ ...ALL, state: 'withheld' })).toBe(0);
    const [{ advice, patch }] = await reader.list(ALL, {
      after: undefined,
      limit: 1,
    });
    expect(advice).toMatchObject({
      entityRef: CHECKOUT,
      saving: { amount: '3', currency: 'EUR' },
    });
    expect(patch).toBe('patch: 1\n');
    expect(await knex('cost_entity').pluck('entity_ref')).toEqual([CHECKOUT]);
  });

  it('keeps what it has while attempts fail, and forgets sources that are no more', async () => {
    const store = new AdviceStore(knex);
    await insertAdvice({ knex, advice: [{}] });
    await store.fail('main', 'cannot be reached');
    await store.fail('other', 'is slow');
    expect(await idsOf()).toEqual([1]);
    expect(await store.listReadings()).toEqual(
      new Map([
        [
          'main',
          {
            readAt: '2026-03-15T00:10:00.000Z',
            fingerprint: 'settings',
            lacks: 'No exporter says more.',
            failure: 'cannot be reached',
          },
        ],
        ['other', { failure: 'is slow' }],
      ]),
    );
    await insertAdvice({ knex, advice: [{}] });
    expect((await store.listReadings()).get('main')?.failure).toBe(undefined);
    await store.keepOnly(['other']);
    expect(await idsOf()).toEqual([]);
    expect([...(await store.listReadings()).keys()]).toEqual(['other']);
    await store.keepOnly([]);
    expect((await store.listReadings()).size).toBe(0);
  });

  it('books anew what is stored, and remembers whose it became', async () => {
    await insertAdvice({
      knex,
      advice: [{ entity: CHECKOUT }, { entity: CHECKOUT }, {}],
    });
    const cart = 'component:default/cart';
    await new AdviceStore(knex).rebook({
      entityOf: ({ labels }) =>
        labels.get('entity') === '' ? cart : undefined,
      placeOf: entityRef => ({
        entityRef,
        ownerRef: 'group:default/shop-team',
      }),
      signal: new AbortController().signal,
    });
    expect(await idsOf({ ...ALL, entityRefs: [cart] })).toEqual([3]);
    expect(await idsOf({ ...ALL, entityRefs: [CHECKOUT] })).toEqual([]);
    expect(
      await knex('cost_entity')
        .where({ owner_ref: 'group:default/shop-team' })
        .pluck('entity_ref'),
    ).toEqual([cart]);
  });

  it('finds one by its id, of a source that is asked for', async () => {
    await insertAdvice({ knex, advice: [{}] });
    expect((await reader.find(adviceId(1), ['main']))?.advice.id).toBe(
      adviceId(1),
    );
    expect(await reader.find(adviceId(1), [])).toBe(undefined);
    expect(await reader.find(adviceId(2), ['main'])).toBe(undefined);
  });

  it('takes names that no cluster should have', async () => {
    const store = new AdviceStore(knex);
    await insertAdvice({ knex, advice: [{}] });
    const [found] = await reader.list(ALL, { after: undefined, limit: 1 });
    await store.replace({
      source: 'main',
      advice: [
        {
          advice: { ...found.advice, workload: 'a\0"b\\u0000' },
          subject: { tags: new Map(), labels: new Map(), isIdle: false },
        },
      ],
      reading: { readAt: 'now', fingerprint: 'x', lacks: undefined },
      placeOf: () => undefined,
    });
    const [{ advice }] = await reader.list(ALL, { after: undefined, limit: 1 });
    expect(advice.workload).toBe('a\0"b\\u0000');
  });
});
