import fc from 'fast-check';
import { anyDocument, outcomeOf } from '../__testUtils__/anyDocument';
import { formatAmount } from '../money/amount';
import { CostAnswer } from './CostAnswer';
import { readAllocations } from './readAllocations';

const window = {
  start: '2026-03-01T00:00:00Z',
  end: '2026-03-02T00:00:00Z',
};

const answerOf = (...sets: unknown[]) =>
  JSON.stringify({ code: 200, status: 'success', data: sets });

const sumOf = ({ facts }: CostAnswer) =>
  formatAmount(
    facts.reduce((sum, { amounts }) => sum + (amounts.effective ?? 0n), 0n),
  );

const shares = ({ facts }: CostAnswer) =>
  Object.fromEntries(
    facts.map(({ subject, amounts }) => [
      subject.serviceSubcategory,
      formatAmount(amounts.effective!),
    ]),
  );

describe('readAllocations', () => {
  it('gives one fact per part of the cost, with its adjustment, and what it was charged for', () => {
    const answer = readAllocations(
      answerOf({
        'shop/cart-7d9f': {
          name: 'shop/cart-7d9f',
          properties: {
            cluster: 'prod',
            namespace: 'shop',
            controller: 'cart',
            controllerKind: 'deployment',
            pod: 'cart-7d9f',
            labels: { team: 'checkout' },
            namespaceLabels: { team: 'shop', tier: 'gold' },
            annotations: { note: 'a' },
          },
          window,
          cpuCost: 1.1,
          cpuCostAdjustment: -0.1,
          ramCost: 0.3,
          ramCostAdjustment: -0.1,
          gpuCost: 2,
          gpuCostAdjustment: 1,
          pvCost: 0.05,
          pvCostAdjustment: -0.01,
          networkCost: 0.25,
          networkCostAdjustment: 0.25,
          networkInternetCost: 0.25,
          loadBalancerCost: 0.03,
          loadBalancerCostAdjustment: 0.03,
          sharedCost: 0.7,
          externalCost: 0.8,
          totalCost: 6.3,
        },
      }),
      { currency: 'EUR' },
    );
    expect(shares(answer)).toEqual({
      cpu: '1',
      memory: '0.2',
      gpu: '3',
      storage: '0.04',
      network: '0.5',
      loadBalancer: '0.06',
      shared: '0.7',
      external: '0.8',
    });
    expect(answer).toMatchObject({
      read: 1,
      accepted: 1,
      isDaily: true,
      warnings: [],
    });
    expect(answer.facts[2]).toEqual({
      currency: 'EUR',
      day: '2026-03-01',
      subject: {
        service: 'Kubernetes',
        serviceCategory: 'Compute',
        serviceSubcategory: 'gpu',
        chargeCategory: 'Usage',
        account: 'prod',
        cluster: 'prod',
        namespace: 'shop',
        workload: 'deployment/cart',
        pod: 'cart-7d9f',
        tags: new Map([['note', 'a']]),
        labels: new Map([
          ['team', 'checkout'],
          ['tier', 'gold'],
        ]),
        isIdle: false,
      },
      amounts: { effective: 3n * 10n ** 54n },
      rows: 0,
    });
    // Whoever adds the rows of facts up finds the entries
    expect(answer.facts.map(({ rows }) => rows)).toEqual([
      1, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('books what the total has beyond its parts, so that the facts add up to the totals', () => {
    const answer = readAllocations(
      answerOf(
        {
          a: {
            window,
            cpuCost: 0.1,
            ramCost: 0.2,
            totalCost: 0.30000000000000004,
          },
          b: { window, cpuCost: 1, totalCost: 5 },
        },
        { a: { window, cpuCost: 2 } },
      ),
    );
    expect(sumOf(answer)).toBe('7.30000000000000004');
    expect(answer.warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/in the last digits.*data\[0\]\.a\.$/),
        expect.stringMatching(/do not add up to totalCost \(.*b \(4\)\.$/),
        expect.stringMatching(/^No totalCost .*data\[1\]\.a/),
      ]),
    );
  });

  it('adds up to the totals exactly, whatever they are', () => {
    const cost = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.record(
            { cpuCost: cost, ramCostAdjustment: cost, totalCost: cost },
            { requiredKeys: ['totalCost'] },
          ),
        ),
        set => {
          const text = answerOf(set);
          const answer = readAllocations(text);
          // Amounts below the scale of money are refused, not rounded
          fc.pre(answer.rejected.length === 0);
          const expected = readAllocations(
            answerOf(
              Object.fromEntries(
                Object.entries(set).map(([name, { totalCost }]) => [
                  name,
                  { totalCost },
                ]),
              ),
            ),
          );
          expect(sumOf(answer)).toBe(sumOf(expected));
        },
      ),
      { seed: 12 },
    );
  });

  it('knows idle cost under each of its names and keeps it where it is negative', () => {
    const { facts, warnings } = readAllocations(
      answerOf({
        __idle__: { properties: { cluster: 'c' }, window, totalCost: 1 },
        'prod/__idle__': { window, cpuCost: -2, totalCost: -2 },
        __unallocated__: { window, totalCost: 3 },
        __unmounted__: { window, pvCost: 4, totalCost: 4 },
      }),
    );
    expect(
      facts.map(({ subject, amounts }) => [
        subject.isIdle,
        subject.cluster,
        subject.namespace,
        formatAmount(amounts.effective!),
      ]),
    ).toEqual([
      [true, 'c', undefined, '1'],
      [true, 'prod', undefined, '-2'],
      [false, undefined, undefined, '3'],
      [false, undefined, undefined, '4'],
    ]);
    expect(warnings).toContainEqual(
      expect.stringMatching(/Idle.*negative.*prod/),
    );
  });

  it('takes from the name what the entry does not say', () => {
    const namespaceOf = (entry: object, aggregate?: string[]) => {
      const { facts, warnings } = readAllocations(
        answerOf({ 'prod/team-a': entry, shop: entry }),
        { aggregate },
      );
      return [facts.map(({ subject }) => subject.namespace), warnings.length];
    };
    const entry = { window, cpuCost: 1, totalCost: 1 };
    expect(namespaceOf(entry)).toEqual([[undefined, 'shop'], 1]);
    expect(namespaceOf(entry, ['cluster', 'namespace'])).toEqual([
      ['team-a', undefined],
      0,
    ]);
    expect(namespaceOf({ ...entry, properties: { controller: 'x' } })).toEqual([
      [undefined, undefined],
      0,
    ]);
    const { facts } = readAllocations(answerOf({ checkout: entry }), {
      aggregate: ['label:team'],
    });
    expect(facts[0].subject.labels).toEqual(new Map([['team', 'checkout']]));
  });

  it.each([
    [
      '2026-03-01T00:00:00Z',
      '2026-03-08T00:00:00Z',
      false,
      /longer than a day/,
    ],
    [
      '2026-03-01T11:02:46Z',
      '2026-03-02T11:02:46Z',
      false,
      /within one UTC day/,
    ],
    ['2026-03-01T02:00:00+02:00', '2026-03-02T02:00:00+02:00', true, /^$/],
    ['2024-02-29T00:00:00Z', '2024-03-01T00:00:00Z', true, /^$/],
    ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', true, /^$/],
    ['yesterday', 'today', false, /No start/],
  ])(
    'says of %s to %s whether it is one day',
    (start, end, isDaily, warning) => {
      const answer = readAllocations(
        answerOf({
          a: {
            properties: { namespace: 'a' },
            window: { start, end },
            cpuCost: 1,
            totalCost: 1,
          },
        }),
      );
      expect(answer.isDaily).toBe(isDaily);
      expect(answer.warnings.join()).toMatch(warning);
    },
  );

  it('tells nothing, zero and unreadable apart', () => {
    const answer = readAllocations(
      answerOf(null, {
        free: {
          properties: { namespace: 'free' },
          window,
          cpuCost: 0,
          totalCost: 0,
        },
        silent: { window },
        broken: { window, cpuCost: 1, ramCost: 'NaN', totalCost: 1 },
        none: null,
      }),
    );
    expect(answer.facts.map(({ amounts }) => amounts)).toEqual([
      { effective: 0n },
    ]);
    expect(answer).toMatchObject({ read: 4, accepted: 1 });
    expect(answer.rejected).toEqual([
      { place: 'data[1].silent', reason: 'it states no cost.' },
      { place: 'data[1].broken.ramCost', reason: "'NaN' is no amount." },
      {
        place: 'data[1].none',
        reason: 'an object is expected, this is null.',
      },
    ]);
    expect(answer.warnings).toEqual([
      'A step has no data: data[0].',
      expect.stringMatching(/^Nothing says/),
      expect.stringMatching(/^An entry is not counted: data\[1\]\.silent/),
    ]);
  });

  it.each([
    [
      { code: 400, data: null, message: 'bad window\nparameter' },
      /400: bad window parameter$/,
    ],
    [{ code: 200, status: 'error', data: [] }, /answered 200/],
    [{ code: 500 }, /answered 500/],
    [{ code: 200 }, /'data' is missing/],
    [{ code: 200, data: {} }, /^data: a list of sets.*an object/],
    [{ code: 200, data: ['x'] }, /^data\[0\]: an object is expected/],
    [[], /an object is expected/],
  ])('refuses %j with the reason', (document, message) => {
    expect(() => readAllocations(JSON.stringify(document))).toThrow(message);
  });

  it('gives a result or a refusal for any shape of JSON', () => {
    fc.assert(
      fc.property(
        anyDocument([
          'data',
          'code',
          'properties',
          'window',
          'start',
          'cpuCost',
          'totalCost',
          'labels',
        ]),
        any => {
          for (const text of [
            any,
            `{"data":${any}}`,
            `{"data":[{"a":${any}}]}`,
          ]) {
            expect(outcomeOf(() => readAllocations(text))).toMatch(
              /^(read|refused)$/,
            );
          }
        },
      ),
      { seed: 13, numRuns: 500 },
    );
  });

  it('names the cluster that entries state, else the one that was said', () => {
    const { facts } = readAllocations(
      answerOf({
        a: { properties: { cluster: 'stated' }, window, totalCost: 1 },
        b: { properties: {}, window, totalCost: 1 },
        __idle__: { window, totalCost: 1 },
      }),
      { cluster: 'said' },
    );
    expect(
      facts.map(({ subject: { cluster, account } }) => [cluster, account]),
    ).toEqual([
      ['stated', 'stated'],
      ['said', 'said'],
      ['said', 'said'],
    ]);
  });

  it('counts no entry in another currency than the one that was said', () => {
    const { facts, rejected } = readAllocations(
      answerOf({
        a: { properties: {}, window, currency: 'USD', totalCost: 1 },
        b: { properties: {}, window, currency: 'EUR', totalCost: 2 },
      }),
      { currency: 'USD' },
    );
    expect(facts.map(({ currency }) => currency)).toEqual(['USD']);
    expect(rejected).toEqual([
      {
        place: 'data[0].b',
        reason: 'it states the currency EUR, and not USD.',
      },
    ]);
  });

  it('notices sets that speak for the same time', () => {
    const set = (start: string, end: string) => ({
      a: { properties: {}, window: { start, end }, totalCost: 1 },
    });
    const [midnight, noon, next] = [
      '2026-03-01T00:00:00Z',
      '2026-03-01T12:00:00Z',
      '2026-03-02T00:00:00Z',
    ];
    const halves = [set(noon, next), set(midnight, noon)];
    expect(readAllocations(answerOf(...halves)).overlaps).toBe(false);
    const { overlaps, warnings } = readAllocations(
      answerOf(...halves, set(midnight, next)),
    );
    expect(overlaps).toBe(true);
    expect(warnings).toContain(
      'Sets speak for the same time, what they say may count twice.',
    );
  });
});
