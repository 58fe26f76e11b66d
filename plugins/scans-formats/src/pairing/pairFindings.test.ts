import fc from 'fast-check';
import { Finding } from '../report/Finding';
import { FindingPairs, PairableFinding, PairedBy } from './PairableFinding';
import { pairFindings } from './pairFindings';

const finding = (
  identity: string,
  more: Partial<PairableFinding> = {},
): PairableFinding => ({
  identity,
  group: 'g1:sql',
  kind: 'code',
  evidence: {},
  location: { path: 'src/orders.ts', line: 10 },
  ...more,
});

const at = (path: string, line?: number) => ({ location: { path, line } });

type Pairs = FindingPairs<PairableFinding, PairableFinding>;

/** Identities of pairs and how they were found; what is alone. */
function summary(older: PairableFinding[], newer: PairableFinding[]) {
  const { same, appeared, gone } = pairFindings({ older, newer });
  return {
    same: same.map(([a, b, by]) => [a.identity, b.identity, by]).sort(),
    appeared: appeared.map(({ identity }) => identity),
    gone: gone.map(({ identity }) => identity),
  };
}

/** How one older and one newer finding are paired. */
function pairedBy(
  older: PairableFinding,
  newer: PairableFinding,
): PairedBy | undefined {
  return pairFindings({ older: [older], newer: [newer] }).same[0]?.[2];
}

describe('pairFindings', () => {
  it('knows a finding by its identity, wherever it went', () => {
    expect(
      summary(
        [finding('a'), finding('b')],
        [finding('b', at('elsewhere.ts', 99)), finding('c', { group: 'x' })],
      ),
    ).toEqual({
      same: [['b', 'b', 'identity']],
      appeared: ['c'],
      gone: ['a'],
    });
  });

  it.each<[PairedBy, Partial<PairableFinding>, Partial<PairableFinding>]>([
    [
      'fingerprint',
      { evidence: { fingerprint: 'f' }, ...at('a.ts', 1) },
      { evidence: { fingerprint: 'f' }, ...at('b.ts', 9) },
    ],
    [
      'snippet',
      { evidence: { snippet: 's' }, ...at('a.ts', 1) },
      { evidence: { snippet: 's' }, ...at('a.ts', 9) },
    ],
    [
      'line',
      { evidence: { snippet: 's' }, ...at('a.ts', 1) },
      { evidence: { snippet: 't' }, ...at('a.ts', 1) },
    ],
    ['nearest-line', at('a.ts', 1), at('a.ts', 500)],
    ['nearest-line', at('a.ts'), at('a.ts', 500)],
    ['path', at('a.ts', 1), at('b.ts', 1)],
  ])('pairs by %s', (by, older, newer) => {
    expect(pairedBy(finding('old', older), finding('new', newer))).toBe(by);
    expect(
      pairedBy(
        finding('old', older),
        finding('new', { ...newer, group: 'g1:other' }),
      ),
    ).toBeUndefined();
  });

  it('prefers the stronger evidence over the nearer place', () => {
    expect(
      summary(
        [
          finding('old', {
            evidence: { fingerprint: 'f', snippet: 's' },
            ...at('a.ts', 10),
          }),
        ],
        [
          finding('same line', at('a.ts', 10)),
          finding('same code', {
            evidence: { snippet: 's' },
            ...at('a.ts', 40),
          }),
          finding('same fingerprint', {
            evidence: { fingerprint: 'f' },
            ...at('b.ts', 70),
          }),
        ],
      ).same,
    ).toEqual([['old', 'same fingerprint', 'fingerprint']]);
  });

  it('pairs the nearest two first, however the others lie', () => {
    expect(
      summary(
        [finding('o10', at('a.ts', 10)), finding('o50', at('a.ts', 50))],
        [
          finding('n14', at('a.ts', 14)),
          finding('n49', at('a.ts', 49)),
          finding('n200', at('a.ts', 200)),
        ],
      ),
    ).toEqual({
      same: [
        ['o10', 'n14', 'nearest-line'],
        ['o50', 'n49', 'nearest-line'],
      ],
      appeared: ['n200'],
      gone: [],
    });
  });

  it('does not guess which of several files a finding went to', () => {
    expect(
      summary(
        [finding('old', at('a.ts', 1))],
        [finding('b', at('b.ts', 1)), finding('c', at('c.ts', 1))],
      ),
    ).toEqual({ same: [], appeared: ['b', 'c'], gone: ['old'] });
  });

  it('does not take two findings without a place for one by their place', () => {
    const nowhere = { location: undefined };
    expect(
      summary(
        [finding('a', nowhere), finding('b', nowhere)],
        [finding('c', nowhere), finding('d', nowhere)],
      ).same,
    ).toEqual([]);
  });

  it.each<[Finding['kind']]>([
    ['vulnerability'],
    ['misconfiguration'],
    ['secret'],
    ['license'],
    ['policy'],
    ['runtime'],
  ])('believes only the identity of a %s', kind => {
    expect(
      pairedBy(finding('old', { kind }), finding('new', { kind })),
    ).toBeUndefined();
  });

  it('follows a secret that the tool had hidden to its new line', () => {
    const hidden = {
      kind: 'secret',
      evidence: { isSecretHidden: true },
    } as const;
    expect(
      pairedBy(
        finding('old', { ...hidden, ...at('.env', 3) }),
        finding('new', { ...hidden, ...at('.env', 5) }),
      ),
    ).toBe('nearest-line');
  });

  describe('whatever two reports list', () => {
    const anyFinding = fc
      .record({
        group: fc.constantFrom('g1', 'g2'),
        kind: fc.constantFrom<Finding['kind']>('code', 'secret'),
        path: fc.constantFrom(undefined, 'a', 'b', 'c'),
        line: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        fingerprint: fc.constantFrom(undefined, undefined, 'f1', 'f2'),
        snippet: fc.constantFrom(undefined, 's1', 's2'),
        isSecretHidden: fc.constantFrom(undefined, true as const),
      })
      .map(({ group, kind, path, line, ...evidence }): PairableFinding => ({
        identity: '',
        group,
        kind,
        evidence,
        location: { path, line },
      }));
    const anyReport = fc.array(anyFinding, { maxLength: 14 });
    const named = (findings: PairableFinding[], isNewer: boolean) =>
      findings.map((one, index) => ({
        ...one,
        // Every third is in both
        identity: `${index % 3 === 0 ? 'both' : isNewer}${index}`,
      }));
    const sorted = (answer: ReturnType<typeof summary>) => ({
      same: answer.same.map(pair => pair.join()).sort(),
      appeared: [...answer.appeared].sort(),
      gone: [...answer.gone].sort(),
    });

    it('pairs the same whatever their order', () => {
      fc.assert(
        fc.property(
          anyReport.map(list => named(list, false)),
          anyReport.map(list => named(list, true)),
          fc.infiniteStream(fc.nat()),
          (older, newer, keys) => {
            const shuffled = (list: PairableFinding[]) =>
              list
                .map(one => [keys.next().value as number, one] as const)
                .sort(([a], [b]) => a - b)
                .map(([, one]) => one);
            expect(sorted(summary(shuffled(older), shuffled(newer)))).toEqual(
              sorted(summary(older, newer)),
            );
          },
        ),
        { seed: 4, numRuns: 300 },
      );
    });

    it('pairs the same whatever their order where identities are listed twice', () => {
      fc.assert(
        fc.property(anyReport, anyReport, (a, b) => {
          const twice = (findings: PairableFinding[]) =>
            findings.map(one => ({
              ...one,
              identity: `${one.group} ${one.kind} ${one.evidence.isSecretHidden}`,
            }));
          const older = twice(a);
          const newer = twice(b);
          const texts = ({ same, appeared, gone }: Pairs) => ({
            same: same.map(pair => JSON.stringify(pair)).sort(),
            appeared: appeared.map(one => JSON.stringify(one)).sort(),
            gone: gone.map(one => JSON.stringify(one)).sort(),
          });
          expect(
            texts(
              pairFindings({
                older: [...older].reverse(),
                newer: [...newer].reverse(),
              }),
            ),
          ).toEqual(texts(pairFindings({ older, newer })));
        }),
        { seed: 4, numRuns: 300 },
      );
    });

    it('puts every finding in exactly one place', () => {
      fc.assert(
        fc.property(anyReport, anyReport, (a, b) => {
          const older = named(a, false);
          const newer = named(b, true);
          const { same, appeared, gone } = pairFindings({ older, newer });
          expect(new Set([...same.map(([one]) => one), ...gone])).toEqual(
            new Set(older),
          );
          expect(same.length + gone.length).toBe(older.length);
          expect(new Set([...same.map(([, one]) => one), ...appeared])).toEqual(
            new Set(newer),
          );
          expect(same.length + appeared.length).toBe(newer.length);
        }),
        { seed: 4, numRuns: 300 },
      );
    });

    it('leaves no two of one file without a partner', () => {
      fc.assert(
        fc.property(anyReport, anyReport, (a, b) => {
          const { appeared, gone } = pairFindings({
            older: named(a, false),
            newer: named(b, true),
          });
          const placesOf = (findings: PairableFinding[]) =>
            findings
              .filter(({ kind, location }) => kind === 'code' && location?.path)
              .map(({ group, location }) => `${group} ${location?.path}`);
          const left = new Set(placesOf(gone));
          // A pair of different kinds cannot be in one group of a real report
          expect(placesOf(appeared).filter(place => left.has(place))).toEqual(
            [],
          );
        }),
        { seed: 4, numRuns: 300 },
      );
    });
  });

  it('is no slower than the sorting of it where one file has every finding', () => {
    const many = (prefix: string, shift: number) =>
      Array.from({ length: 50_000 }, (_, index) =>
        finding(`${prefix}${index}`, {
          evidence: { snippet: `${prefix}${index}` },
          ...at('bundle.js', index * 3 + shift),
        }),
      );
    // Quadratic work would not end within the time limit of a test
    const { same } = pairFindings({
      older: many('o', 1),
      newer: many('n', 2),
    });
    expect(same).toHaveLength(50_000);
    expect(
      same.every(([a, b]) => b.location!.line! - a.location!.line! === 1),
    ).toBe(true);
  });
});
