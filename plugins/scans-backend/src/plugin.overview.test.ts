import {
  ADA,
  BOB,
  CHECKOUT,
  EVE,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const SHOP = 'system:default/shop';

describe('the overview', () => {
  let scans: TestScans;
  const start = async (expected?: object[]) => {
    scans = await startScans({ scans: { expected } });
  };
  afterEach(() => scans.stop());

  const states = async (who = ADA, query = '') => {
    const { body } = await scans.call(who, 'GET', `/overview${query}`);
    return Object.fromEntries(
      body.items.map(({ entityRef, state }: any) => [entityRef, state]),
    );
  };

  it('tells never scanned from clean, and shows what nobody expected to be scanned once it is', async () => {
    await start();
    expect(await states()).toEqual({
      [CHECKOUT]: 'never',
      'component:default/cart': 'never',
      'component:default/ledger': 'never',
    });
    await scans.upload(grypeReport([]));
    await scans.upload(grypeReport([ZLIB]), { entity: SHOP }, ROOT);
    expect(await states(BOB)).toEqual({
      [CHECKOUT]: 'clean',
      'component:default/cart': 'never',
      'component:default/ledger': 'never',
      [SHOP]: 'findings',
    });
    // The system has no owner
    expect(await states(ADA, '?owner=group:default/shop-team')).toEqual({
      [CHECKOUT]: 'clean',
      'component:default/cart': 'never',
    });
    const { body } = await scans.call(ADA, 'GET', '/overview');
    expect(body.items.map(({ systemRef }: any) => systemRef)).toEqual([
      SHOP,
      SHOP,
      SHOP,
      SHOP,
    ]);
    // What one does not see in the catalog is not here either
    expect(await states(EVE)).not.toHaveProperty([SHOP]);
  });

  it('misses scans of what the configuration names', async () => {
    await start([
      { kind: 'System' },
      { kind: 'component', types: ['website'] },
    ]);
    expect(await states()).toEqual({
      [SHOP]: 'never',
      'system:default/core': 'never',
    });
    await scans.upload(grypeReport([ZLIB]));
    expect(await states()).toMatchObject({ [CHECKOUT]: 'findings' });
  });
});
