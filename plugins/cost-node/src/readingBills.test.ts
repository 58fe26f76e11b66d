import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type CostFact,
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { openCosts, type OpenCostsOptions } from './openCosts';

const COLUMNS = [
  'BillingAccountId',
  'BilledCost',
  'EffectiveCost',
  'BillingCurrency',
  'ChargePeriodStart',
  'ChargeCategory',
  'ServiceName',
  'Tags',
];

const quoted = (text: string) =>
  /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function row(
  cells: {
    billed?: string;
    effective?: string;
    day?: string;
    service?: string;
    tags?: string;
  },
  delimiter = ',',
): string {
  const { billed = '0', effective = billed, day = '2026-05-01' } = cells;
  const { service = 'a', tags = '' } = cells;
  return ['1', billed, effective, 'EUR', day, 'Usage', service, tags]
    .map(quoted)
    .join(delimiter);
}

const bill = (...rows: string[]) => [COLUMNS.join(','), ...rows, ''].join('\n');

describe('bills as they are written in the wild', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cost-bills-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = (name: string, content: string | Buffer) =>
    writeFile(join(folder, name), content);

  async function read(options: Partial<OpenCostsOptions> = {}) {
    const costs = await openCosts({ root: folder, paths: ['.'], ...options });
    const facts: CostFact[] = [];
    for await (const page of costs.facts()) {
      facts.push(...page);
    }
    await costs.close();
    const sums = (key: (fact: CostFact) => string | undefined) => {
      const groups = new Map<string, bigint>();
      for (const fact of facts) {
        const name = key(fact) ?? '(none)';
        groups.set(
          name,
          (groups.get(name) ?? 0n) + (fact.amounts.effective ?? 0n),
        );
      }
      return Object.fromEntries(
        [...groups].map(([name, sum]) => [name, formatAmount(sum)]),
      );
    };
    const [total = '0'] = Object.values(sums(() => 'all'));
    return { ...costs, facts, sums, total };
  }

  it('reads a day however it is written, and refuses what is no day', async () => {
    const days: [string, string?][] = [
      ['2024-09-01T10:00Z', '2024-09-01'],
      ['2024-09-01T00:00:00.0000000Z', '2024-09-01'],
      ['2024-09-01T00:00:00z', '2024-09-01'],
      ['2024-09-01 00:00:00 UTC', '2024-09-01'],
      ['\t2024-09-01 ', '2024-09-01'],
      ['2024-09-01 23:30:00-05', '2024-09-02'],
      ['2024-09-01T00:00:00+0530', '2024-08-31'],
      ['2024-10-27T02:30:00+02:00', '2024-10-27'],
      ['2024-10-27T00:30:00+02:00', '2024-10-26'],
      ['2024-02-29', '2024-02-29'],
      ['5/1/2025 12:00:00 AM', '2025-05-01'],
      ['2024/09/30', '2024-09-30'],
      ['30.09.2024', '2024-09-30'],
      ['2023-02-29'],
      ['13/13/25'],
      ['5/1/202'],
      ['2024-09'],
      ['1725148800'],
      ['2024-09-01xx'],
    ];
    await write(
      'bill.csv',
      bill(
        ...days.map(([day], index) =>
          row({ billed: '1', day, service: String(index) }),
        ),
      ),
    );
    const { facts, rejected } = await read();
    const known = new Map(facts.map(fact => [fact.subject.service, fact.day]));
    const refused = rejected.map(({ line, column, reason }) => {
      expect([column, reason]).toEqual(['ChargePeriodStart', 'is no date']);
      return days[line! - 2][0];
    });
    expect(days.map((_, index) => known.get(String(index)))).toEqual(
      days.map(([, day]) => day),
    );
    expect(refused).toEqual(
      days.flatMap(([text, day]) => (day === undefined ? [text] : [])),
    );
  });

  it('reads an amount as it is read alone, in any way of writing', async () => {
    const texts = [
      ...['0', '-0', '+1.5', '5.', '.5', '1e3', '1.2E-5', '-7.63e-07'],
      ...['9.9e-30', '1.234567890123456789e-20', '12.5e-1', '1e-36', '1e-40'],
      ...['$50,000.00 ', '-$1,234.50', '$-5', '(12.00)', '$(12.00)', '7 €'],
      ...['1,234', '1,234.5678901234567890123', '0.1234567890123456789'],
      ...['-0.000000000000000000000001', '-0.5', '123456789012345678.75'],
      ...['999999999999999999', '1000000000000000000', '1e18', '-1e30'],
      ...['1e400', '9'.repeat(60), '1.234,56', '1,5', 'NaN', '1 234', '1_000'],
      ...['5%', '--1', 'USD 5', `0.${'0'.repeat(50)}1`, '0000000000000000001'],
    ];
    await write(
      'bill.csv',
      bill(
        ...texts.map((effective, index) =>
          row({ effective, service: String(index) }),
        ),
      ),
    );
    const { sums, rows } = await read();
    const known: Record<string, string> = sums(
      ({ subject }) => subject.service,
    );
    const expected = Object.fromEntries(
      texts.flatMap((text, index) => {
        const amount = readAmount(text);
        const isTooLarge =
          amount !== undefined &&
          (amount < 0n ? -amount : amount) >= 10n ** 72n;
        return amount === undefined || isTooLarge
          ? []
          : [[String(index), formatAmount(amount)]];
      }),
    );
    expect(known).toEqual(expected);
    expect(rows.rejected).toBe(texts.length - Object.keys(expected).length);
  });

  it('reads costs that are written alike and costs that are not', async () => {
    await write(
      'bill.csv',
      bill(
        row({ billed: '1.5' }),
        row({ billed: '$2,000.25', service: 'b' }),
        row({ billed: '', effective: '4', service: 'c' }),
        row({ billed: '8', effective: '', service: 'd' }),
      ),
    );
    const { facts } = await read();
    expect(
      facts.map(({ amounts: { billed, effective } }) => [
        billed && formatAmount(billed),
        effective && formatAmount(effective),
      ]),
    ).toEqual([
      ['1.5', '1.5'],
      ['2000.25', '2000.25'],
      [undefined, '4'],
      ['8', undefined],
    ]);
  });

  it.each([
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\n'],
    [',', '\r'],
  ])('reads %j as delimiter and %j as end of lines', async (delimiter, end) => {
    const service = `Cloud "${delimiter}" ${end === '\r' ? '' : end}line`;
    const text = [
      `\uFEFF${COLUMNS.join(delimiter)}`,
      row({ billed: '1.5', service, tags: '{"team": "a"}' }, delimiter),
      row({ billed: '-0.25' }, delimiter),
    ].join(end);
    await write('bill.csv', text);
    const { total, facts } = await read();
    expect(total).toBe('1.25');
    expect(facts.map(({ subject }) => subject.service)).toContain(service);
  });

  it('reads lines that end in different ways, and names a quote that does not end', async () => {
    const lines = (last: string) =>
      `${COLUMNS.join(',')}\r\n${row({ billed: '1', service: 'a, b' })}\r\n${row({ billed: '2', service: 'b' })}\n${last}`;
    await write(
      'bill.csv',
      lines(`${row({ billed: '4', service: 'c' })}\r\ntoo,few\n`),
    );
    const { total, rejected, sums } = await read();
    expect(total).toBe('7');
    expect(sums(({ subject }) => subject.service)).toMatchObject({
      'a, b': '1',
    });
    expect(rejected).toMatchObject([{ line: 5, reason: 'has too few cells' }]);
    await write('bill.csv', lines('1,2,2,EUR,2026-05-01,Usage,"b,\nx\ny\n'));
    expect((await read()).rejected).toMatchObject([
      {
        line: 4,
        column: 'ServiceName',
        reason: 'has a quote that does not end',
      },
    ]);
  });

  it('takes a comma for one of thousands only where it delimits, too', async () => {
    const lines = [
      COLUMNS.join(';'),
      row({ billed: '1,234' }, ';'),
      row({ billed: '1,234.50', service: 'b' }, ';'),
    ];
    await write('bill.csv', lines.join('\n'));
    const { total, rejected } = await read();
    expect(total).toBe('1234.5');
    expect(rejected).toEqual([
      {
        file: 'bill.csv',
        line: 2,
        column: 'BilledCost',
        reason: 'is no amount',
      },
    ]);
  });

  it('reads gzip of several parts whole', async () => {
    await write(
      'bill.csv.gz',
      Buffer.concat([
        gzipSync(bill(row({ billed: '1' }))),
        gzipSync(`${row({ billed: '2', service: 'b' })}\n`),
      ]),
    );
    expect((await read()).total).toBe('3');
  });

  it('refuses UTF-16 by its name', async () => {
    await write('bill.csv', Buffer.from(`\uFEFF${bill(row({}))}`, 'utf16le'));
    await expect(read()).rejects.toThrow(
      'bill.csv is no text in UTF-8, but in UTF-16',
    );
  });

  it('names the line of what is no text', async () => {
    const lines = bill(row({ billed: '1' }), row({ service: 'b#c' }));
    await write('bill.csv', lines.replace('#', '\u0000'));
    await expect(read()).rejects.toThrow('bill.csv, line 3: holds a zero byte');
    await write(
      'bill.csv',
      Buffer.from(lines.replace('#', '\u00c3'), 'latin1'),
    );
    const { rejected, total } = await read();
    expect(total).toBe('1');
    expect(rejected).toMatchObject([{ line: 3, reason: 'is not UTF-8' }]);
  });

  it.each([
    [
      'pay as you go',
      'SubscriptionGuid,UsageDateTime,MeterCategory,PreTaxCost,Currency,Tags',
    ],
    [
      'small letters',
      'subscriptionGuid,usageDateTime,meterCategory,preTaxCost,currency,tags',
    ],
    [
      'German',
      'Abonnement-GUID (SubscriptionGuid),UsageDateTime (UsageDateTime),Kategorie der Verbrauchseinheit (MeterCategory),PreTaxCost (PreTaxCost),Currency,Tags (Tags)',
    ],
  ])('reads exports of Azure with the columns of %s', async (_, header) => {
    await write(
      'azure.csv',
      [header, 'guid,2021-02-02,Load Balancer,0.075,USD,"""team"":""a"""'].join(
        '\n',
      ),
    );
    const { facts, format } = await read();
    expect(format).toBe('azure-cost');
    expect(facts).toMatchObject([
      {
        day: '2021-02-02',
        currency: 'USD',
        subject: { account: 'guid', service: 'Load Balancer' },
      },
    ]);
    expect(facts[0].subject.tags).toEqual(new Map([['team', 'a']]));
  });

  it('lets rows count that are the same where the table names no accounts', async () => {
    const excerpt = [
      'BilledCost,EffectiveCost,ChargePeriodStart,ChargeCategory,ResourceId',
      '1,1,2023-01-01,Usage,vm',
      '1,1,2023-01-01,Usage,vm',
    ];
    await write('bill.csv', excerpt.join('\n'));
    const { total, rows, warnings } = await read();
    expect(total).toBe('2');
    expect(rows.repeated).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^1 row says again.*all count$/),
    ]);
  });

  it('tells rows apart that differ in a column that nothing else is read from', async () => {
    const withId = (id: string) => `${row({ billed: '1' })},${id}`;
    await write(
      'bill.csv',
      [`${COLUMNS.join(',')},Id`, withId('x'), withId('y'), withId('x')].join(
        '\n',
      ),
    );
    const { total, rows } = await read();
    expect(total).toBe('2');
    expect(rows).toEqual({ read: 3, accepted: 3, rejected: 0, repeated: 1 });
  });

  it('asks no file for what another one states', async () => {
    await write('a.csv', bill(row({ billed: '1' })));
    await write(
      'b.csv',
      'Date,Namespace,TotalCost,CPUCost\n2026-05-01,shop,2,2',
    );
    const { sums, rows } = await read();
    expect(rows).toMatchObject({ accepted: 2, rejected: 0 });
    expect(sums(({ currency }) => currency)).toEqual({
      EUR: '1',
      '(none)': '2',
    });
  });

  it('leaves the list of files of an export out, unless it is all there is', async () => {
    await write('_SUCCESS', '');
    await write('Manifest.json', '{"executionId": "1", "dataFiles": []}');
    await expect(read()).rejects.toThrow('Manifest.json: This is no answer');
    await write('bill.csv', bill(row({ billed: '1' })));
    const { total, warnings } = await read();
    expect(total).toBe('1');
    expect(warnings).toEqual([
      'Manifest.json is not counted: it states no costs',
    ]);
    await expect(
      read({ paths: ['bill.csv', 'Manifest.json'] }),
    ).rejects.toThrow('Manifest.json: This is no answer');
    await write('Manifest.json', '{"code": 200, "data": [{"a": {"totalCost"');
    await expect(read()).rejects.toThrow(
      'Manifest.json: line 1: This JSON ends',
    );
  });

  it('marks rows whose tags cannot be read', async () => {
    await write(
      'bill.csv',
      bill(
        row({ billed: '1', tags: '{"team": "a"}' }),
        row({ billed: '2', tags: 'team=a', service: 'b' }),
        row({ billed: '4', service: 'c' }),
      ),
    );
    const { facts } = await read();
    expect(
      facts.map(({ subject }) => [
        subject.tags.size,
        subject.hasUnreadableTags ?? false,
      ]),
    ).toEqual([
      [1, false],
      [0, true],
      [0, false],
    ]);
  });
});
