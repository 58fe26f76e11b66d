import { randomUUID } from 'node:crypto';
import type { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { makeChunks, makeFinding, makeHead } from '../__testUtils__/findings';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { DEFAULT_DECISION_POLICY, DecisionRecord } from '../domain/decisions';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { DecisionCarrier, Written } from './DecisionCarrier';
import { DecisionStore } from './DecisionStore';
import { EntityStore } from './EntityStore';
import { FindingWriter } from './FindingWriter';
import { ScanStore } from './ScanStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const SYSTEM = 'system:default/shop';
const DOMAIN = 'domain:default/retail';
const START = '2026-03-01T00:00:00.000Z';

function decision(change: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    id: randomUUID(),
    matcher: { about: 'vulnerability', vulnerability: 'GHSA-1' },
    reach: 'entity',
    withinRef: CHECKOUT,
    status: 'risk-accepted',
    reason: 'Because.',
    state: 'active',
    source: 'person',
    createdAt: START,
    createdBy: 'user:default/ada',
    isPending: true,
    revision: 0,
    ...change,
  };
}

describe.each(databases.eachSupportedId())('decisions on %p', databaseId => {
  let knex: Knex;
  let now: string;
  let store: DecisionStore;
  let carrier: DecisionCarrier;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
  });
  afterAll(() => knex.destroy());

  beforeEach(async () => {
    for (const table of [
      'scan_decisions',
      'scan_findings',
      'scan_scopes',
      'scan_entities',
      'scan_systems',
      'scan_notices',
    ]) {
      await knex(table).delete();
    }
    now = START;
    store = new DecisionStore(knex);
    carrier = new DecisionCarrier({
      decisions: store,
      knex,
      policy: DEFAULT_DECISION_POLICY,
      now: () => now,
    });
    const entities = new EntityStore(knex);
    for (const entityRef of [CHECKOUT, CART]) {
      await entities.place({
        entityRef,
        ownerRef: 'group:default/shop',
        systemRef: SYSTEM,
      });
    }
    await entities.placeSystem(SYSTEM, DOMAIN);
  });

  const vulnerable = (
    name: string,
    change: Partial<Finding> = {},
  ): Finding => ({
    ...makeFinding(name),
    kind: 'vulnerability',
    severity: 'high',
    vulnerability: { id: `CVE-${name}`, aliases: [`GHSA-${name}`] },
    package: { name: 'zlib', version: '1.0', fixedVersions: [] },
    ...change,
  });

  async function scan(
    findings: Finding[],
    options: { entityRef?: string; beforeCommit?: () => Promise<void> } = {},
  ) {
    const { entityRef = CHECKOUT, beforeCommit } = options;
    const scans = new ScanStore(knex);
    await scans.take({
      scope: { entityRef, tool: 'grype', target: '', branch: '', category: '' },
      scan: {
        id: randomUUID(),
        entityRef,
        scanKey: randomUUID(),
        receivedAt: now,
        scannedAt: now,
        head: makeHead({}),
      },
      chunks: makeChunks(findings),
      hasOwnTime: true,
      newScopeId: randomUUID(),
    });
    const claimed = await scans.claim({ owner: 'test', now, until: now });
    const decide = async (tx: Knex, written: Written) => {
      await carrier.decideNew(tx, written);
      await beforeCommit?.();
    };
    await new FindingWriter({
      knex,
      slaDays: DEFAULT_SLA_DAYS,
      decideNew: decide,
      decideChanged: (tx, written) => carrier.decideChanged(tx, written),
    }).apply(claimed!, now);
  }

  const shown = async (entityRef = CHECKOUT) =>
    Object.fromEntries(
      (await knex('scan_findings').where({ entity_ref: entityRef })).map(
        row => [row.vulnerability, row.shown],
      ),
    );

  it('hide by an alias, in what is there and in what comes', async () => {
    await scan([vulnerable('1'), vulnerable('2')]);
    const made = decision();
    await store.insert([made]);
    await carrier.carry(made, { mayWait: false });
    expect(await shown()).toEqual({ 'CVE-1': 'decided', 'CVE-2': 'open' });
    expect(await store.listPending(9)).toEqual([]);
    await scan([vulnerable('1')], { entityRef: CART });
    expect(await shown(CART)).toEqual({ 'CVE-1': 'open' });
  });

  it('are not stretched by what another report calls an alias', async () => {
    await scan(
      [
        vulnerable('1'),
        vulnerable('2', {
          identity: 'v1:claims',
          vulnerability: { id: 'CVE-2', aliases: ['GHSA-1'] },
        }),
      ],
      { entityRef: CART },
    );
    await scan([vulnerable('1'), vulnerable('2')]);
    const made = decision();
    await store.insert([made]);
    await carrier.carry(made, { mayWait: false });
    expect(await shown()).toEqual({ 'CVE-1': 'decided', 'CVE-2': 'open' });
  });

  it.each<[DecisionRecord['reach'], string | undefined]>([
    ['system', SYSTEM],
    ['domain', DOMAIN],
    ['all', undefined],
  ])('within a %s reach every entity in it', async (reach, withinRef) => {
    await scan([vulnerable('1')]);
    await scan([vulnerable('1')], { entityRef: CART });
    const made = decision({ reach, withinRef });
    await store.insert([made]);
    await carrier.carry(made, { mayWait: false });
    expect([await shown(), await shown(CART)]).toEqual([
      { 'CVE-1': 'decided' },
      { 'CVE-1': 'decided' },
    ]);
    const readers = { entityRefs: [CART], isAdministrator: false, now };
    expect(await store.list(readers, { limit: 9 })).toMatchObject([
      { id: made.id },
    ]);
    expect(
      await store.list({ ...readers, entityRefs: [] }, { limit: 9 }),
    ).toEqual([]);
    expect(
      await store.countHidden([made.id], { entityRefs: [CART], now }),
    ).toEqual(new Map([[made.id, 1]]));
  });

  it('are carried by the next who comes, when whoever made one was killed', async () => {
    await scan([vulnerable('1')]);
    await store.insert([decision()]);
    expect(await shown()).toEqual({ 'CVE-1': 'open' });
    await carrier.carryPending(signal);
    expect(await shown()).toEqual({ 'CVE-1': 'decided' });
  });

  it('give way to the next that holds, when they are revoked', async () => {
    const own = decision();
    const wide = decision({ reach: 'all', withinRef: undefined });
    await store.insert([own, wide]);
    await scan([vulnerable('1')]);
    expect(await knex('scan_findings').pluck('decision_id')).toEqual([own.id]);
    expect(await store.update(own, { state: 'revoked', isPending: true })).toBe(
      true,
    );
    expect(await store.update(own, { state: 'rejected' })).toBe(false);
    await carrier.carryPending(signal);
    expect(await knex('scan_findings').pluck('decision_id')).toEqual([wide.id]);
    expect(await knex('scan_events').orderBy('id').pluck('action')).toEqual([
      'appeared',
      'decided',
      'decision-revoked',
      'decided',
    ]);
  });

  it('lapse, and their owners are to be told', async () => {
    await store.insert([decision({ expiresAt: '2026-03-10T00:00:00.000Z' })]);
    await scan([vulnerable('1'), vulnerable('2')]);
    now = '2026-03-10T00:00:00.000Z';
    await carrier.expire(signal);
    await carrier.expire(signal);
    expect(await shown()).toEqual({ 'CVE-1': 'open', 'CVE-2': 'open' });
    expect(await knex('scan_notices')).toMatchObject([
      { entity_ref: CHECKOUT, severity: 'high', count_new: 1, count_lapsed: 1 },
    ]);
    expect(
      await knex('scan_entities').where({ entity_ref: CHECKOUT }),
    ).toMatchObject([{ open_high: 2, count_decided: 0 }]);
  });

  it('change twice while they are carried, and stay pending', async () => {
    const made = decision();
    await store.insert([made]);
    await store.update(made, { state: 'revoked', isPending: true });
    await store.settle(made);
    expect(await store.listPending(9)).toMatchObject([{ state: 'revoked' }]);
  });

  if (databaseId !== 'SQLITE_3') {
    it('are not passed by a scan that runs at the time', async () => {
      const made = decision();
      await scan([vulnerable('1')], {
        beforeCommit: async () => {
          await store.insert([made]);
          await carrier.carry(made, { mayWait: false });
        },
      });
      expect(await shown()).toEqual({ 'CVE-1': 'open' });
      expect(await store.listPending(9)).toMatchObject([{ id: made.id }]);
      await carrier.carryPending(signal);
      expect(await shown()).toEqual({ 'CVE-1': 'decided' });
    });
  }
});
