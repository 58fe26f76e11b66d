import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type CostFact,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  DuckDbRunner,
  MachineFault,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { openCosts, type OpenCostsOptions } from './openCosts';

const HEADER =
  'BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,BillingPeriodStart,ChargeCategory,ServiceName,SubAccountId,Tags';
const row = (
  cost: string,
  rest: {
    day?: string;
    currency?: string;
    service?: string;
    tags?: string;
  } = {},
) =>
  [
    cost,
    cost,
    rest.currency ?? 'EUR',
    rest.day ?? '2026-05-01T00:00:00Z',
    '2026-05-01T00:00:00Z',
    'Usage',
    rest.service ?? 'Compute Engine',
    'project-1',
    rest.tags ?? '',
  ].join(',');

describe('openCosts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cost-node-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const read = async (
    options: Partial<OpenCostsOptions> & { paths: string[] },
  ) => {
    const costs = await openCosts({ root: folder, ...options });
    const facts: CostFact[] = [];
    for await (const page of costs.facts()) {
      facts.push(...page);
    }
    await costs.close();
    const total = facts.reduce(
      (sum, { amounts }) => sum + (amounts.effective ?? 0n),
      0n,
    );
    return { ...costs, facts, total: formatAmount(total) };
  };
  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), lines.join('\n'));

  it('adds amounts of any precision up without losing a digit', async () => {
    await write('bill.csv', [
      HEADER,
      row('0.1'),
      row('0.2'),
      row('1.5E-7'),
      row('-0.000000000000000000000001'),
      row('0.123456789012345678901234567890123456'),
      row('"$50,000.00 "'),
      row('(12.30)'),
    ]);
    const { facts, total, rows, format } = await read({ paths: ['bill.csv'] });
    expect(format).toBe('focus-1.0');
    expect(rows).toEqual({ read: 7, accepted: 7, rejected: 0, repeated: 0 });
    expect(facts).toHaveLength(1);
    expect(total).toBe('49988.123456939012345678901233567890123456');
  });

  it('groups by UTC day, whatever the offset and the writing of the time', async () => {
    await write('bill.csv', [
      HEADER,
      row('1', { day: '2026-03-29T01:30:00+02:00' }),
      row('2', { day: '2026-03-28 23:59:59' }),
      row('4', { day: '3/29/26' }),
      row('8', { day: '03/29/2026' }),
      row('16', { day: '20260329' }),
      row('32', { day: '2024-02-29' }),
    ]);
    const { facts } = await read({ paths: ['bill.csv'] });
    expect(
      Object.fromEntries(
        facts.map(({ day, amounts }) => [
          day,
          formatAmount(amounts.effective!),
        ]),
      ),
    ).toEqual({ '2026-03-28': '3', '2026-03-29': '28', '2024-02-29': '32' });
  });

  it('names line and column of a row that cannot be read, and counts the others', async () => {
    await write('bill.csv', [
      HEADER,
      row('1'),
      '',
      row('12.5x'),
      row('2', { service: '"two\nlines"' }),
      row('4', { day: '2026-02-30' }),
      row('8', { day: '' }),
      row('16', { currency: 'euros' }),
      row(''),
      'too,few',
      row('32', { currency: '' }),
      row('64'),
    ]);
    const { rows, rejected, total } = await read({ paths: ['bill.csv'] });
    expect(total).toBe('67');
    expect(rows).toEqual({ read: 10, accepted: 3, rejected: 7, repeated: 0 });
    expect(
      rejected
        .map(({ line, column, reason }) => `${line} ${column} ${reason}`)
        .toSorted(),
    ).toEqual([
      '10 EffectiveCost is empty',
      '11 BillingCurrency has too few cells',
      '12 BillingCurrency is empty',
      '4 BilledCost is no amount',
      '7 ChargePeriodStart is no date',
      '8 ChargePeriodStart is empty',
      '9 BillingCurrency is no currency code of three letters',
    ]);
  });

  it('counts rows once that are the same to the last column, across files', async () => {
    await write('a.csv', [HEADER, row('1'), row('2')]);
    await write('b.csv', [HEADER, row('2'), row('4')]);
    const { rows, total, warnings } = await read({ paths: ['.'] });
    expect(total).toBe('7');
    expect(rows).toMatchObject({ accepted: 4, repeated: 1 });
    expect(warnings).toEqual([
      '1 row says again what another row says to the last column, and counts once',
    ]);
  });

  it('reads folders with gzipped and Parquet files and other columns', async () => {
    await mkdir(join(folder, 'bill'));
    await writeFile(
      join(folder, 'bill', 'a.csv.gz'),
      gzipSync(
        [HEADER, row('1', { tags: '"{""team"": ""data""}"' })].join('\n'),
      ),
    );
    const runner = new DuckDbRunner({ folders: [join(folder, 'bill')] });
    await runner.query(
      `COPY (SELECT 0.1::DOUBLE AS BilledCost, 0.2::DECIMAL(20, 10) AS EffectiveCost, 'EUR' AS BillingCurrency,
        TIMESTAMP '2026-05-02 00:00:00' AS ChargePeriodStart, 'Usage' AS ChargeCategory, 'AWS' AS ServiceProviderName,
        MAP {'team': 'data'} AS Tags) TO '${join(folder, 'bill', 'b.parquet')}' (FORMAT parquet)`,
      [],
    );
    await runner.close();
    const { facts, total, format } = await read({ paths: ['bill'] });
    expect(format).toBe('focus-1.0, focus-1.3');
    expect(total).toBe('1.2');
    expect(
      facts
        .map(({ day, subject }) => [day, subject.tags.get('team')])
        .toSorted(),
    ).toEqual([
      ['2026-05-01', 'data'],
      ['2026-05-02', 'data'],
    ]);
  });

  it('keeps credits and refunds negative and currencies apart', async () => {
    await write('bill.csv', [
      HEADER,
      row('-3'),
      row('5', { currency: 'usd' }),
      row('7', { currency: 'JPY' }),
    ]);
    const { facts } = await read({ paths: ['bill.csv'] });
    expect(
      Object.fromEntries(
        facts.map(({ currency, amounts }) => [
          currency,
          formatAmount(amounts.effective!),
        ]),
      ),
    ).toEqual({ EUR: '-3', USD: '5', JPY: '7' });
  });

  it.each([
    ['nothing', '', 'bill.csv is empty'],
    [
      'a delimiter that nobody uses',
      'BilledCost#ChargeCategory\n1#Usage',
      "it has one column, 'BilledCost#ChargeCategory': is the delimiter one of",
    ],
    ['other columns', 'name,size\na,1', "it has 'name', 'size'"],
    [
      'commitments',
      'ContractCommitmentId,ContractCommitmentCost\na,1',
      'is the FOCUS data set Contract Commitment, which states no costs of use',
    ],
    [
      'rows that are all unreadable',
      [HEADER, row('1.234,56'), row('abc')].join('\n'),
      'none of the 2 rows of bill.csv can be read; the first: bill.csv, line 2',
    ],
  ])('refuses %s and says why', async (_, text, reason) => {
    await writeFile(join(folder, 'bill.csv'), text);
    await expect(read({ paths: ['bill.csv'] })).rejects.toThrow(reason);
  });

  it('reads a table with nothing but its header as a bill of nothing', async () => {
    await write('bill.csv', [HEADER]);
    const { rows, facts } = await read({ paths: ['bill.csv'] });
    expect(rows).toEqual({ read: 0, accepted: 0, rejected: 0, repeated: 0 });
    expect(facts).toEqual([]);
  });

  it('takes the currency that was given where a file states none', async () => {
    await write('bill.csv', ['date,cost,team', '2026-05-01,12.50,data']);
    const { facts } = await read({ paths: ['bill.csv'], currency: 'CHF' });
    expect(facts).toMatchObject([{ currency: 'CHF', day: '2026-05-01' }]);
    expect(facts[0].subject.tags).toEqual(new Map([['team', 'data']]));
  });

  it('says that the machine is at fault where memory is too small', async () => {
    await write('bill.csv', [
      HEADER,
      ...Array.from({ length: 50_000 }, (_, index) =>
        row('1', { service: `service ${index}` }),
      ),
    ]);
    await expect(
      read({ paths: ['bill.csv'], memoryLimit: '1MB' }),
    ).rejects.toThrow(MachineFault);
  });

  it.each(['2026-05', ' 2026-05 ', '2026-05-01', '2026-05-01T00:00:00Z'])(
    'understands a month of billing that a table writes as %j',
    async month => {
      await write('finance.csv', ['date,month,cost', `2026-04-30,${month},1`]);
      const { facts } = await read({ paths: ['finance.csv'] });
      expect(facts).toMatchObject([
        { day: '2026-04-30', billingMonth: '2026-05' },
      ]);
    },
  );

  it('takes the month of the day where a table names none that is known', async () => {
    await write('finance.csv', ['date,month,cost', '2026-04-30,May,1']);
    const { facts } = await read({ paths: ['finance.csv'] });
    expect(facts).toMatchObject([{ billingMonth: '2026-04' }]);
  });
});
