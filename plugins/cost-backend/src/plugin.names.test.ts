import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  BOB,
  CHECKOUT,
  FAY,
  LEDGER,
  setNow,
  SHOP,
  SHOP_TEAM,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** Bob's team owns the shop and the ledger; the checkout is part of the shop, but another team's. */
describe('what a whole costs of which one may not read every part', () => {
  let costs: TestCosts;
  beforeEach(async () => {
    setNow('2026-03-16T12:00:00Z');
    costs = await startCosts({ knex: await databases.init('SQLITE_3') });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await costs.stop();
  });

  it.each(['csv', 'focus'])(
    'is a file that names the parts that one may read, and has one sum of the others: %s',
    async format => {
      const on = { day: '2026-03-02' };
      await costs.insert([
        { ...on, entity: CHECKOUT, cost: '0.4', service: 'secret' },
        { ...on, entity: CHECKOUT, cost: '0.3', service: 'other' },
        { ...on, entity: LEDGER, cost: '0.05', service: 'Compute' },
      ]);
      const fileFor = async (who: string) => {
        const days = 'from=2026-03-01&to=2026-03-03';
        const path = `/export?entity=${SHOP}&${days}&format=${format}`;
        return (await costs.call(who, 'GET', path)).text;
      };
      const own = await fileFor(BOB);
      expect(own).toContain(LEDGER);
      expect(own).toMatch(/,0\.05,/);
      expect(own.match(/,0\.7,/g)).toHaveLength(1);
      for (const foreign of [CHECKOUT, SHOP_TEAM, 'secret', '0.4']) {
        expect(own).not.toContain(foreign);
      }
      const all = await fileFor(FAY);
      expect(all).toContain(CHECKOUT);
      expect(all).toContain('0.4');
    },
  );

  it('names none of the others behind an unusual day', async () => {
    await costs.insert([
      { day: '2026-03-02', entity: LEDGER, cost: '0.1' },
      ...Array.from({ length: 73 }, (_, index) => ({
        day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
        entity: CHECKOUT,
        cost: index === 70 ? '90' : '10',
        service: 'Compute',
        namespace: 'shop',
        workload: 'trainer',
      })),
    ]);
    const reasonsFor = async (who: string) => {
      const { currencies } = await costs.get(
        'summary',
        { entity: SHOP, month: '2026-03' },
        who,
      );
      return currencies[0].unusual[0].contributors.map(({ key }: any) => key);
    };
    expect(await reasonsFor(BOB)).toEqual(['Compute', '(none)']);
    expect(await reasonsFor(FAY)).toEqual([
      CHECKOUT,
      'shop/trainer',
      'Compute',
      '(none)',
    ]);
  });
});
