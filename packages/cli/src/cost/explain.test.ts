import { explainText } from './explain/explainText';
import { type ExplainArguments, explainCosts } from './explain';
import { makeSummary, startCostPortal } from './__testUtils__/startCostPortal';

const TOKEN = 'a-token-of-this-test';
const ENTITY = 'component:default/checkout';
const NOW = new Date('2026-05-11T09:30:00Z');

const tell = (summary = makeSummary()) =>
  explainText({ summary, by: 'serviceCategory', now: NOW });

describe('cost explain', () => {
  let stdout: string;
  let stderr: string;
  let portal: Awaited<ReturnType<typeof startCostPortal>> | undefined;
  beforeEach(() => {
    stdout = '';
    stderr = '';
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      stdout += text;
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      stderr += text;
      return true;
    });
    jest.replaceProperty(process, 'env', {
      ...process.env,
      PLUMBLINE_TOKEN: TOKEN,
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await portal?.stop();
    portal = undefined;
  });

  async function run(
    answer: Parameters<typeof startCostPortal>[0],
    options: Partial<ExplainArguments> = {},
  ): Promise<number> {
    portal = await startCostPortal(answer);
    return explainCosts(
      {
        entity: ENTITY,
        by: 'serviceCategory',
        server: portal.url,
        ...options,
      },
      { signal: new AbortController().signal },
    );
  }

  it('asks the portal for the entity and the month, with the token', async () => {
    const options = { month: '2026-05', by: 'region', metric: 'list' } as const;
    expect(await run({ body: makeSummary() }, options)).toBe(0);
    expect(portal!.asked).toEqual([
      {
        path: 'GET /api/cost/summary',
        query: {
          entity: ENTITY,
          month: '2026-05',
          metric: 'list',
          group: 'region',
        },
        token: `Bearer ${TOKEN}`,
      },
    ]);
    expect(stdout).toContain('EUR 100.000000000000000001');
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('prints the answer as one document with --json', async () => {
    await run({ body: makeSummary() }, { json: true });
    expect(JSON.parse(stdout)).toEqual(makeSummary());
  });

  it.each([
    ['--entity', { entity: 'checkout' }],
    ['--month', { month: '2026-13' }],
    ['--server', { server: 'portal.example.com' }],
  ])('refuses a wrong %s before it asks', async (name, options) => {
    await expect(run({ body: makeSummary() }, options)).rejects.toThrow(name);
    expect(portal!.asked).toHaveLength(0);
  });

  it('refuses an answer that breaks the contract, and says what the portal refused', async () => {
    const { month, ...broken } = makeSummary();
    expect(month).toBe('2026-05');
    await expect(run({ body: broken })).rejects.toThrow(
      /not as a portal with costs does/,
    );
    await portal!.stop();
    await expect(
      run({ status: 403, body: { error: { message: 'not yours' } } }),
    ).rejects.toThrow('refused with status 403: not yours');
  });

  it('tells cost, change, forecast, budget, unusual days and the age of sources', () => {
    expect(tell().split('\n')).toEqual([
      'component:default/checkout in 2026-05, effective cost',
      'EUR 100.000000000000000001: direct 80, idle -0.5, shared 20.500000000000000001',
      '  against the same days of the month before: +10.000000000000000001',
      '  the whole month before: 140.25',
      '  forecast 150, four times of five from 140 to 160 (weekday trend)',
      '  budget 120 EUR per month: warn, spent 100; the forecast is beyond it',
      '  by serviceCategory:',
      '    90  Compute  (-5.5)',
      '    10  Storage  (nothing known before)',
      '  ! 2026-05-03: 9, 3 was expected, and it stayed there; most of it service Lambda (6)',
      'What is from 2026-05-07 on may still change.',
      '! AWS bill: stale, read 24 hours ago, knows until 2026-05-08 (3 days ago): the folder is empty',
      '',
    ]);
  });

  it('does not say zero where nothing is known', () => {
    const text = tell(
      makeSummary({ currencies: [], sources: [], provisionalFrom: null }),
    );
    expect(text).toContain('which is not zero');
    expect(text).toContain('No source of costs is configured');
  });

  it('shows names of others without what moves a cursor', () => {
    const [source] = makeSummary().sources;
    const text = tell(
      makeSummary({ sources: [{ ...source, title: 'a\u001b[2Jb' }] }),
    );
    expect(text).toContain('a�[2Jb');
  });
});
