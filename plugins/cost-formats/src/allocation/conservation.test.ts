import fc from 'fast-check';
import { AttributionRule } from '../attribution/attributionRule';
import { compileRules } from '../attribution/compileRules';
import { subjectOf } from '../attribution/__testUtils__/subjects';
import { COST_METRICS, CostFact } from '../facts/CostFact';
import { CostAllocation } from './CostAllocation';
import { findDifferences, reconcileCosts } from './reconcile';
import { shareCosts } from './shareCosts';
import { SplitPolicies } from './splitPolicy';
import { amount, attributedFact } from './__testUtils__/facts';

const names = ['x', 'y', 'z'];
const name = fc.constantFrom(...names);
const entity = name.map(text => `component:default/${text}`);
const owner = fc.constantFrom('group:default/one', 'group:default/two');

const pattern = fc.oneof(name, fc.constantFrom('*', '?', 'x*'));
const rule: fc.Arbitrary<Omit<AttributionRule, 'id'>> = fc
  .record({
    match: fc.record(
      {
        namespace: pattern,
        run: pattern,
        tag: fc.record({ team: pattern }),
        isIdle: fc.boolean(),
        cluster: pattern,
      },
      { requiredKeys: [] },
    ),
    books: fc.oneof(
      entity.map(ref => ({ entity: ref })),
      entity.map(ref => ({ entity: ref, isClaim: true })),
      fc.constant({ entityFrom: { tag: 'team' } }),
      name.map(shared => ({ shared })),
    ),
  })
  .map(({ match, books }) => ({ match, ...books }));
const rules = fc
  .array(rule, { maxLength: 6 })
  .map(given =>
    given.map((one, index) => ({ id: `r${one.isClaim ? '' : index}`, ...one })),
  );

const money = fc.oneof(
  fc.bigInt({ min: -(10n ** 62n), max: 10n ** 62n }),
  // Whole cents, tiny ones and nothing
  fc.integer({ min: -500, max: 500 }).map(cents => BigInt(cents) * 10n ** 52n),
  fc.constantFrom(0n, 1n, -1n),
);
const fact: fc.Arbitrary<CostFact> = fc
  .record({
    day: fc.constantFrom('2026-02-28', '2026-03-01', undefined),
    currency: fc.constantFrom('USD', 'EUR', 'JPY', undefined),
    fields: fc.record(
      {
        namespace: name,
        cluster: fc.constantFrom('x', 'y'),
        run: name,
        serviceSubcategory: fc.constantFrom('cpu', 'gpu'),
        isIdle: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    tags: fc.dictionary(fc.constantFrom('team', 'Team'), pattern),
    amounts: fc.record(
      { billed: money, effective: money, list: money, contracted: money },
      { requiredKeys: [] },
    ),
  })
  .map(({ fields, tags, ...rest }) => ({
    ...rest,
    subject: subjectOf({ ...fields, tags }),
    rows: 1,
  }));

const policy = fc.oneof(
  fc.constant({ split: 'none' as const }),
  fc.record(
    {
      split: fc.constantFrom('even' as const, 'proportional' as const),
      among: fc.array(fc.oneof(entity, owner), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['split'] },
  ),
);
const policies: fc.Arbitrary<SplitPolicies> = fc.record({
  weight: fc.constantFrom(...COST_METRICS),
  idle: policy,
  pools: fc
    .dictionary(name, policy)
    .map(record => new Map(Object.entries(record))),
});

function allocate(
  facts: readonly CostFact[],
  by: { rules: AttributionRule[]; policies: SplitPolicies },
): CostAllocation[] {
  const attribute = compileRules(by.rules);
  return shareCosts({
    attributed: facts.map(one => ({
      fact: one,
      attribution: attribute(one.subject),
    })),
    policies: by.policies,
    ownerOf: ref => (ref.endsWith('x') ? 'group:default/one' : undefined),
  });
}

/** Money of a list by currency, day and metric: the plainest sum there is. */
function sumOf(
  list: ReadonlyArray<Pick<CostFact, 'day' | 'currency' | 'amounts'>>,
) {
  const sums: Record<string, bigint> = {};
  for (const { day, currency, amounts } of list) {
    for (const [metric, value] of Object.entries(amounts)) {
      const key = `${currency} ${day} ${metric}`;
      sums[key] = (sums[key] ?? 0n) + value;
    }
  }
  return sums;
}

const inputs = fc.record({ rules, policies });
const facts = fc.array(fact, { maxLength: 25 });

describe('attribution and sharing', () => {
  it('neither make money nor lose it: any facts, any rules, any policies', () => {
    fc.assert(
      fc.property(facts, inputs, (given, by) => {
        const allocations = allocate(given, by);
        expect(sumOf(allocations)).toEqual(sumOf(given));
        expect(findDifferences(reconcileCosts(given, allocations))).toEqual([]);
      }),
      { seed: 31, numRuns: 1_000 },
    );
  });

  it('do not depend on the order of the facts', () => {
    const shuffled = facts.chain(given =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, {
          minLength: given.length,
          maxLength: given.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, inputs, ([given, reordered], by) => {
        expect(allocate(reordered, by)).toEqual(allocate(given, by));
      }),
      { seed: 32, numRuns: 500 },
    );
  });

  it('say of every cost that is no entity’s why, and of no other', () => {
    fc.assert(
      fc.property(facts, inputs, (given, by) => {
        for (const { entity: ref, reason } of allocate(given, by)) {
          expect(ref === undefined).toBe(reason !== undefined);
        }
      }),
      { seed: 33, numRuns: 300 },
    );
  });

  it('never let a share go against the sign of what is split', () => {
    fc.assert(
      fc.property(facts, money, inputs, (given, effective, by) => {
        const pooled = given.filter(({ subject }) => !subject.isIdle);
        const attribute = compileRules(by.rules);
        const shares = shareCosts({
          attributed: [
            ...pooled.map(one => ({
              fact: one,
              attribution: { ...attribute(one.subject), pool: undefined },
            })),
            attributedFact({
              amounts: { effective },
              day: '2026-03-01',
              attribution: { pool: 'x' },
            }),
          ],
          policies: by.policies,
        }).filter(({ kind }) => kind === 'shared');
        for (const { amounts } of shares) {
          expect((amounts.effective ?? 0n) * effective).toBeGreaterThanOrEqual(
            0n,
          );
        }
      }),
      { seed: 34, numRuns: 300 },
    );
  });
});

describe('reconcileCosts', () => {
  const a = { entity: 'component:default/a', rule: 'r' };
  const attributed = [
    attributedFact({ effective: '10', attribution: a }),
    attributedFact({ effective: '4', subject: { isIdle: true } }),
    attributedFact({ effective: '2', attribution: { pool: 'p', rule: 's' } }),
    attributedFact({ effective: '1' }),
    attributedFact({ effective: '0', currency: 'EUR' }),
  ];
  const allocations = shareCosts({
    attributed,
    policies: {
      weight: 'effective',
      idle: { split: 'even' },
      pools: new Map([['p', { split: 'even' as const }]]),
    },
  });
  const source = attributed.map(({ fact: one }) => one);

  it('shows the parts beside the source', () => {
    const lines = reconcileCosts(source, allocations);
    expect(lines).toEqual([
      {
        day: '2026-05-01',
        currency: 'EUR',
        metric: 'effective',
        source: 0n,
        unattributed: 0n,
      },
      {
        day: '2026-05-01',
        currency: 'USD',
        metric: 'effective',
        source: amount('17'),
        attributed: amount('10'),
        idle: amount('4'),
        shared: amount('2'),
        unattributed: amount('1'),
      },
    ]);
    expect(findDifferences(lines)).toEqual([]);
  });

  it('finds the last digit that is missing', () => {
    const [first, ...rest] = allocations.toReversed();
    const short = {
      ...first,
      amounts: { effective: first.amounts.effective! - 1n },
    };
    expect(
      findDifferences(reconcileCosts(source, [short, ...rest])),
    ).toMatchObject([{ currency: 'USD', metric: 'effective' }]);
  });

  it('does not take a missing zero for right', () => {
    const usd = allocations.filter(({ currency }) => currency === 'USD');
    expect(findDifferences(reconcileCosts(source, usd))).toMatchObject([
      { currency: 'EUR', source: 0n },
    ]);
    expect(findDifferences(reconcileCosts([], usd))).toHaveLength(1);
  });
});
