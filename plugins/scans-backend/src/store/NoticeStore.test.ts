import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { makeFinding } from '../__testUtils__/findings';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { NoticeStore } from './NoticeStore';
import { addNotices } from './addNotices';
import { contentColumns } from './contentColumns';
import { MIGRATIONS } from './migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const CHECKOUT = 'component:default/checkout';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

describe.each(databases.eachSupportedId())('notices on %p', databaseId => {
  let knex: Knex;
  let store: NoticeStore;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
  });
  afterAll(() => knex.destroy());
  beforeEach(async () => {
    await knex('scan_notices').delete();
    await knex('scan_findings').delete();
    await knex('scan_entities').delete();
    await knex('scan_entities').insert({ entity_ref: CHECKOUT });
    store = new NoticeStore(knex);
  });

  const add = (reason: 'new' | 'overdue', amount: number) =>
    addNotices(knex, [{ entityRef: CHECKOUT, severity: 'high', amount }], {
      reason,
      now: at(0),
    });
  const claim = (minute: number) =>
    store.claim({ now: at(minute), until: at(minute + 2) });

  it('are counted together, claimed by one, and tell later what came meanwhile', async () => {
    await Promise.all([add('new', 2), add('new', 3), add('overdue', 1)]);
    const claims = await Promise.all([claim(1), claim(1), claim(1)]);
    const claimed = claims.filter(one => one !== undefined);
    expect(claimed).toMatchObject([
      { severity: 'high', counts: { new: 5, overdue: 1, lapsed: 0 } },
    ]);
    await add('new', 4);
    await store.settle(claimed[0]);
    const next = await claim(1);
    expect(next).toMatchObject({ counts: { new: 4, overdue: 0 } });
    await store.settle(next!);
    expect(await knex('scan_notices')).toEqual([]);
  });

  it('are sent again when whoever sent them was killed, and settled once', async () => {
    await add('new', 2);
    const first = await claim(1);
    expect(await claim(2)).toBeUndefined();
    const second = await claim(4);
    expect(second).toMatchObject({ counts: { new: 2 }, attempts: 2 });
    await add('new', 1);
    await store.settle(first!);
    await store.settle(second!);
    await store.settle(second!);
    expect(await knex('scan_notices')).toMatchObject([{ count_new: 1 }]);
    await store.deleteBefore(at(1));
    expect(await knex('scan_notices')).toEqual([]);
  });

  it('say that something is overdue once, though many look at a time', async () => {
    const finding = (name: string, change: object) => ({
      id: randomUUID(),
      entity_ref: CHECKOUT,
      ...contentColumns(makeFinding(name), 'hash'),
      content_scope_id: 'scope',
      detection: 'open',
      shown: 'open',
      first_seen: at(0),
      last_seen: at(0),
      due_at: at(5),
      ...change,
    });
    await knex('scan_findings').insert([
      finding('late', {}),
      finding('later', { due_at: at(90) }),
      finding('never', { due_at: '9999' }),
      finding('fixed', { detection: 'fixed', shown: 'fixed' }),
      finding('decided', { shown: 'decided', decision_id: 'd' }),
      finding('lapsed', {
        shown: 'decided',
        decision_id: 'd',
        decision_expires_at: at(6),
      }),
    ]);
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map(() => store.markOverdue(at(10), signal)));
    await store.markOverdue(at(11), signal);
    expect(await knex('scan_events').where({ action: 'overdue' })).toHaveLength(
      2,
    );
    expect(await knex('scan_notices')).toMatchObject([{ count_overdue: 2 }]);
  });
});
