import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import {
  COST_METRICS,
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { openCosts } from '@plumbline/backstage-plugin-cost-node';
import { TestCost } from './__testUtils__/insertCosts';
import {
  ADA,
  CART,
  CHECKOUT,
  LEDGER,
  SHOP_TEAM,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const THIRD = `0.${'3'.repeat(54)}`;
const OWN: readonly TestCost[] = [
  {
    day: '2028-02-29',
    entity: CHECKOUT,
    amounts: { billed: '0', effective: '2.5', list: '3', contracted: '2.75' },
    service: '=1+1',
    serviceCategory: 'Compute',
    chargeCategory: 'Usage',
    account: '0123',
    accountName: 'Shop, "prod"',
    provider: 'AWS',
    region: 'eu-central-1',
  },
  // Alike but for what the file says nothing of
  ...Array.from({ length: 3 }, () => ({
    day: '2028-02-29',
    entity: CHECKOUT,
    cost: THIRD,
    kind: 'shared' as const,
    pool: 'network',
  })),
  { day: '2028-02-29', entity: CART, cost: `-${THIRD}`, kind: 'idle' },
  { day: '2028-03-01', entity: CART, amounts: { billed: '-12.000000001' } },
  { day: '2028-03-01', entity: CART, cost: '300', currency: 'JPY' },
  {
    day: '2028-03-31',
    entity: CHECKOUT,
    cost: '0.000000000000000000000001',
    chargeCategory: 'something of its own',
    serviceCategory: 'Databases of our own',
    cluster: 'a',
    namespace: 'b',
    workload: 'c',
    run: 'r-1',
  },
];

type Sums = Record<string, string>;

function addUp(
  costs: readonly {
    day?: string;
    currency?: string;
    amounts: Partial<Record<(typeof COST_METRICS)[number], bigint>>;
  }[],
): Sums {
  const sums = new Map<string, bigint>();
  for (const { day, currency, amounts } of costs) {
    for (const metric of COST_METRICS) {
      const amount = amounts[metric];
      if (amount !== undefined) {
        const key = `${day} ${currency} ${metric}`;
        sums.set(key, (sums.get(key) ?? 0n) + amount);
      }
    }
  }
  return Object.fromEntries(
    [...sums].sort().map(([key, sum]) => [key, formatAmount(sum)]),
  );
}

describe.each(databases.eachSupportedId())('as FOCUS on %s', id => {
  let costs: TestCosts;
  beforeEach(async () => {
    costs = await startCosts({
      knex: await databases.init(id),
      cost: {
        sharing: {
          idle: { split: 'proportional' },
          pools: { network: { split: 'even' } },
        },
      },
    });
    await costs.insert([...OWN, { day: '2028-03-01', entity: LEDGER }]);
  });
  afterEach(() => costs.stop());

  const exportFile = () =>
    costs.call(
      ADA,
      'GET',
      `/export?entity=${SHOP_TEAM}&from=2028-02-01&to=2028-03-31&format=focus`,
    );

  it('costs are read back to the last digit, by day, currency and metric', async () => {
    const { text } = await exportFile();
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-focus-'));
    try {
      await writeFile(join(folder, 'costs.csv'), text);
      const opened = await openCosts({ root: folder, paths: ['costs.csv'] });
      const facts = [];
      for await (const page of opened.facts()) {
        facts.push(...page);
      }
      await opened.close();
      expect(opened).toMatchObject({
        format: 'focus-1.3',
        rows: { read: OWN.length, accepted: OWN.length, repeated: 0 },
        rejected: [],
      });
      expect(addUp(facts)).toEqual(
        addUp(
          OWN.map(({ day, currency = 'EUR', cost, amounts }) => ({
            day,
            currency,
            amounts: Object.fromEntries(
              Object.entries(amounts ?? { effective: cost! }).map(
                ([metric, amount]) => [metric, readAmount(amount)],
              ),
            ),
          })),
        ),
      );
      expect(facts.map(({ billingMonth }) => billingMonth)).toEqual(
        expect.arrayContaining(['2028-02', '2028-03']),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('rows say what they are allocated to, by which method, and for whom', async () => {
    const { text, headers } = await exportFile();
    expect(headers.get('content-disposition')).toContain(
      'cost-shop-team-2028-02-01-2028-03-31.focus.csv',
    );
    const [header, ...lines] = text.split('\r\n');
    const columns = header.split(',');
    for (const name of [
      'BilledCost',
      'BillingAccountId',
      'BillingAccountName',
      'BillingCurrency',
      'BillingPeriodEnd',
      'BillingPeriodStart',
      'ChargeCategory',
      'ChargeClass',
      'ChargeDescription',
      'ChargePeriodEnd',
      'ChargePeriodStart',
      'ContractedCost',
      'EffectiveCost',
      'HostProviderName',
      'InvoiceIssuerName',
      'ListCost',
      'PricingQuantity',
      'PricingUnit',
      'ServiceCategory',
      'ServiceName',
      'ServiceProviderName',
    ]) {
      expect(columns).toContain(name);
    }
    const rows = lines
      .filter(line => line !== '')
      .map(line => {
        const cells = [
          ...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g),
        ];
        return Object.fromEntries(
          columns.map((name, index) => [
            name,
            (cells[index][1] ?? cells[index][2]).replaceAll('""', '"'),
          ]),
        );
      });
    const shared = rows.find(
      ({ AllocatedMethodId }) => AllocatedMethodId === 'plumbline-shared-even',
    )!;
    expect(shared).toMatchObject({
      BillingPeriodStart: '2028-02-01T00:00:00Z',
      BillingPeriodEnd: '2028-03-01T00:00:00Z',
      ChargePeriodStart: '2028-02-29T00:00:00Z',
      ChargePeriodEnd: '2028-03-01T00:00:00Z',
      AllocatedResourceId: CHECKOUT,
      AllocatedResourceName: 'checkout',
      EffectiveCost: THIRD,
      // Not stated is not zero
      BilledCost: '',
      ServiceName: '(none)',
      ServiceCategory: 'Other',
      InvoiceIssuerName: 'cloud',
    });
    expect(JSON.parse(shared.AllocatedTags)).toEqual({
      entityRef: CHECKOUT,
      owner: SHOP_TEAM,
      system: 'system:default/shop',
    });
    expect(JSON.parse(shared.AllocatedMethodDetails)).toEqual({
      Elements: [],
      x_Kind: 'shared',
      x_Pool: 'network',
      x_Split: 'even',
    });
    const [direct] = rows.filter(({ BilledCost }) => BilledCost === '0');
    expect(direct).toMatchObject({
      AllocatedMethodId: 'plumbline-rule',
      ServiceName: "'=1+1",
      ServiceCategory: 'Compute',
      ServiceProviderName: 'AWS',
      SubAccountName: 'Shop, "prod"',
      ListCost: '3',
    });
    expect(JSON.parse(direct.AllocatedMethodDetails)).toEqual({
      Elements: [{ AllocatedRatio: 1, x_Rule: 'test' }],
    });
    const [own] = rows.filter(({ x_Run }) => x_Run === 'r-1');
    expect(own).toMatchObject({
      ChargeCategory: 'Usage',
      ServiceCategory: 'Other',
      x_ServiceCategory: 'Databases of our own',
      x_Cluster: 'a',
      x_Namespace: 'b',
      x_Workload: 'c',
    });
    expect(
      rows.find(
        ({ AllocatedMethodId }) =>
          AllocatedMethodId === 'plumbline-idle-proportional',
      ),
    ).toMatchObject({ EffectiveCost: `-${THIRD}` });
    expect(text).not.toContain(LEDGER);
  });
});
