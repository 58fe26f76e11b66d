import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type CostFact,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { openCosts, type OpenCostsOptions } from './openCosts';

/** An answer of OpenCost; costs are written as text, so that no digit is lost on the way. */
function allocation(day: string, costs: Record<string, string>): string {
  const entries = Object.entries(costs).map(
    ([name, cost]) =>
      `${JSON.stringify(name)}: {"properties": {"namespace": ${JSON.stringify(name)}}, "window": {"start": "${day}T00:00:00Z", "end": "${day}T24:00:00Z"}, "cpuCost": ${cost}, "totalCost": ${cost}}`,
  );
  return `{"code": 200, "data": [{${entries.join(', ')}}]}`;
}

const BILL = [
  'BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargeCategory,ServiceName',
  '1,1,EUR,2026-05-01T00:00:00Z,Usage,Compute Engine',
].join('\n');
const COMMITMENTS = 'ContractCommitmentId,ContractCommitmentCost\na,1';

describe('openCosts of JSON documents', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cost-node-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = (name: string, content: string | Buffer) =>
    writeFile(join(folder, name), content);
  const read = async (
    paths: string[],
    options: Partial<OpenCostsOptions> = {},
  ) => {
    const costs = await openCosts({ root: folder, paths, ...options });
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

  it('reads a saved answer exactly, in the currency that was given', async () => {
    await write(
      'may.json',
      allocation('2026-05-01', {
        shop: '0.1',
        pay: '0.20000000000000000001',
        __proto__x: '-1',
      }),
    );
    const { format, rows, facts, total } = await read(['may.json'], {
      currency: 'EUR',
    });
    expect(format).toBe('opencost-allocation');
    expect(rows).toEqual({ read: 3, accepted: 3, rejected: 0, repeated: 0 });
    expect(total).toBe('-0.69999999999999999999');
    expect(new Set(facts.map(({ currency }) => currency))).toEqual(
      new Set(['EUR']),
    );
  });

  it('understands names by what was asked, and whose cluster it is', async () => {
    await write('may.json', allocation('2026-05-01', { 'pay/risk': '1' }));
    const { facts } = await read(['may.json'], {
      aggregate: ['controller', 'label:team'],
      cluster: 'west',
    });
    expect(facts[0].subject).toMatchObject({
      cluster: 'west',
      workload: 'pay',
      labels: new Map([['team', 'risk']]),
    });
  });

  it('reads a folder with tables and packed documents as one bill', async () => {
    await mkdir(join(folder, 'bill'));
    await write('bill/a.csv', BILL);
    await write(
      'bill/b.json.gz',
      gzipSync(allocation('2026-05-02', { shop: '2' })),
    );
    const { format, rows, total, facts } = await read(['bill'], {
      currency: 'EUR',
    });
    expect(format).toBe('opencost-allocation, focus-1.0');
    expect(rows).toMatchObject({ read: 2, accepted: 2 });
    expect(total).toBe('3');
    expect(facts.map(({ day }) => day).toSorted()).toEqual([
      '2026-05-01',
      '2026-05-02',
    ]);
  });

  it('counts a document once that lies there twice', async () => {
    await write('a.json', allocation('2026-05-01', { shop: '2' }));
    await write('b.json', allocation('2026-05-01', { shop: '2' }));
    const { rows, total, warnings } = await read(['.']);
    expect(total).toBe('2');
    expect(rows).toMatchObject({ accepted: 2, repeated: 1 });
    expect(warnings).toContain('b.json says what a.json says, and counts once');
  });

  it('names entries that cannot be read by their place, and counts the others', async () => {
    await write(
      'may.json',
      allocation('2026-05-01', { shop: '2', pay: '"much"' }),
    );
    const { rows, rejected, total } = await read(['may.json']);
    expect(total).toBe('2');
    expect(rows).toEqual({ read: 2, accepted: 1, rejected: 1, repeated: 0 });
    expect(rejected).toMatchObject([
      { file: 'may.json', column: expect.stringContaining('data[0].pay') },
    ]);
  });

  it('gives nothing of a document that was changed after it was looked through', async () => {
    await write('may.json', allocation('2026-05-01', { shop: '2' }));
    const costs = await openCosts({ root: folder, paths: ['may.json'] });
    await write('may.json', allocation('2026-05-01', { shop: '3' }));
    await expect(costs.facts()[Symbol.asyncIterator]().next()).rejects.toThrow(
      'may.json was changed while it was read',
    );
    await costs.close();
  });

  it.each([
    [
      'an estimate',
      JSON.stringify({ currency: 'USD', projects: [] }),
      /may\.json: This is an estimate of Infracost.*plumbline cost estimate/,
    ],
    [
      'what upstream refused',
      JSON.stringify({ code: 503, message: 'no data yet' }),
      'may.json: Upstream answered 503: no data yet',
    ],
    [
      'half a document',
      allocation('2026-05-01', { a: '1' }).slice(0, 60),
      /may\.json: /,
    ],
    [
      'half a gzip',
      gzipSync(allocation('2026-05-01', { a: '1' })).subarray(0, 60),
      'may.json is not a whole gzip file',
    ],
    [
      'entries that are all unreadable',
      allocation('2026-05-01', { a: '"x"' }),
      'none of the 1 entries of may.json can be read; the first: may.json, data[0].a',
    ],
  ])('refuses %s by name', async (_, content, reason) => {
    await write('may.json', content);
    await expect(read(['may.json'])).rejects.toThrow(reason);
  });

  it('refuses more than fits', async () => {
    await write('may.json.gz', gzipSync(' '.repeat(129 * 1024 * 1024)));
    await expect(read(['may.json.gz'])).rejects.toThrow(
      'may.json.gz is larger than 128 MiB',
    );
  });

  it('refuses a document of another format than the wanted one', async () => {
    await write('may.json', allocation('2026-05-01', { a: '1' }));
    await expect(read(['may.json'], { format: 'focus' })).rejects.toThrow(
      'may.json is no focus: it is opencost-allocation',
    );
  });

  describe('of a folder with other files', () => {
    it.each([undefined, 'focus'])(
      'leaves out what FOCUS keeps beside a bill (format %s)',
      async format => {
        await write('bill.csv', BILL);
        await write('commitments.csv', COMMITMENTS);
        const { total, warnings } = await read(['.'], { format });
        expect(total).toBe('1');
        expect(warnings).toEqual([
          'commitments.csv is not counted: it is the FOCUS data set Contract Commitment, which states no costs of use',
        ]);
      },
    );

    it('refuses such a file alone, or when it was named itself', async () => {
      await write('commitments.csv', COMMITMENTS);
      const reason = 'commitments.csv is the FOCUS data set';
      await expect(read(['.'])).rejects.toThrow(reason);
      await write('bill.csv', BILL);
      await expect(read(['bill.csv', 'commitments.csv'])).rejects.toThrow(
        reason,
      );
    });

    it('refuses what it does not know', async () => {
      await write('bill.csv', BILL);
      await write('people.csv', 'name,size\na,1');
      await expect(read(['.'])).rejects.toThrow(
        'people.csv has no columns of a bill that is known',
      );
    });
  });
});
