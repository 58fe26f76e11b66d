import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { makeChunks, makeFinding, makeHead } from '../__testUtils__/findings';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { ScanRecord } from '../domain/records';
import { FindingWriter } from './FindingWriter';
import { HeldScans } from './HeldScans';
import { ScanStore } from './ScanStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const CHECKOUT = 'component:default/checkout';
const NOW = '2026-03-09T00:00:00.000Z';
const NAMES = Array.from({ length: 25 }, (_, index) => `n${index}`);
const ANSWER = { by: 'user:default/ada', at: NOW };

describe.each(databases.eachSupportedId())('held scans on %s', id => {
  let knex: Knex;
  let held: HeldScans;
  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    held = new HeldScans(knex);
  });
  afterEach(() => knex.destroy());

  async function scan(names: string[], day: number): Promise<ScanRecord> {
    const scans = new ScanStore(knex);
    const at = `2026-03-0${day}T00:00:00.000Z`;
    await scans.take({
      scope: {
        entityRef: CHECKOUT,
        tool: 'grype',
        target: '',
        branch: '',
        category: '',
      },
      scan: {
        id: randomUUID(),
        entityRef: CHECKOUT,
        scanKey: `day ${day}`,
        receivedAt: at,
        scannedAt: at,
        head: makeHead(),
      },
      chunks: makeChunks(names.map(name => makeFinding(name))),
      hasOwnTime: true,
      newScopeId: randomUUID(),
    });
    const claimed = await scans.claim({ owner: 'me', now: NOW, until: NOW });
    await new FindingWriter({
      knex,
      slaDays: DEFAULT_SLA_DAYS,
      decideNew: async () => {},
      decideChanged: async () => {},
    }).apply(claimed!, NOW);
    return (await scans.get(claimed!.id))!;
  }
  const detections = async () => {
    const rows = await knex('scan_findings').pluck('detection');
    return {
      open: rows.filter(one => one === 'open').length,
      fixed: rows.filter(one => one === 'fixed').length,
    };
  };

  it('are answered once, however many answer at a time', async () => {
    await scan(NAMES, 1);
    const last = await scan(['other'], 2);
    expect(last.status).toBe('held');
    expect((await held.describe([last.id])).get(last.id)).toMatchObject({
      sees: 26,
      closes: { high: 25, critical: 0 },
    });
    const answers = await Promise.allSettled(
      [true, true, true].map(isConfirmed =>
        held.answer(last, { ...ANSWER, isConfirmed }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    expect(await detections()).toEqual({ open: 1, fixed: 25 });
    expect(await knex('scan_held')).toEqual([]);
  });

  it('are answered by the next scan, which is held itself or not', async () => {
    await scan(NAMES, 1);
    await scan([], 2);
    await scan(NAMES.slice(0, 2), 3);
    expect(await detections()).toEqual({ open: 2, fixed: 23 });
    expect(await knex('scan_held')).toEqual([]);
    await scan(NAMES, 4);
    const fifth = await scan([], 5);
    await held.answer(fifth, { ...ANSWER, isConfirmed: false });
    const sixth = await scan([], 6);
    expect(sixth.status).toBe('held');
    expect(await knex('scan_held').distinct().pluck('scan_id')).toEqual([
      sixth.id,
    ]);
  });
});
