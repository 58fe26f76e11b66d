import {
  type CostFact,
  formatAmount,
  readAmount,
  readAttributionRules,
  readSplitPolicies,
  rulesFromCatalog,
} from '@plumbline/backstage-plugin-cost-formats';
import { AttributionSummary } from './AttributionSummary';
import { attributionJson, attributionWarnings } from './attributionJson';
import type { Rules } from './readRules';

const makeFact = (
  effective: string | undefined,
  more: {
    currency?: string;
    tags?: Record<string, string>;
    namespace?: string;
    isIdle?: boolean;
  } = {},
): CostFact => ({
  currency: more.currency ?? 'EUR',
  day: '2026-05-01',
  subject: {
    tags: new Map(Object.entries(more.tags ?? {})),
    labels: new Map(),
    namespace: more.namespace,
    isIdle: more.isIdle ?? false,
  },
  amounts: {
    billed: 0n,
    ...(effective === undefined ? {} : { effective: readAmount(effective) }),
  },
  rows: 2,
});
const RULES = readAttributionRules(
  [
    { id: 'own', match: { namespace: 'shop' }, entity: 'component:shop' },
    { id: 'other', match: { namespace: 'pay' }, entity: 'component:pay' },
    { id: 'system', match: { namespace: 'kube-*' }, shared: 'platform' },
    { id: 'team', entityFrom: { tag: 'team', values: { a: 'group:a' } } },
  ],
  'rules',
);

function attribute(facts: readonly CostFact[], rules: Rules) {
  const summary = new AttributionSummary(rules, 'effective');
  facts.forEach(fact => summary.add(fact));
  const finished = summary.finish();
  return {
    ...finished,
    printed: Object.fromEntries(
      [...finished.currencies].map(([currency, one]) => [
        currency,
        attributionJson(one),
      ]),
    ),
  };
}

describe('AttributionSummary', () => {
  it('books by the tag that names an entity where there are no rules', () => {
    const { printed, differences } = attribute(
      [
        makeFact('0.1', { tags: { 'plumbline.dev/entity': 'component:shop' } }),
        makeFact('0.2', { tags: { plumbline_dev_entity: 'component:pay' } }),
        makeFact('-0.05'),
      ],
      { rules: rulesFromCatalog([]).rules },
    );
    expect(printed).toEqual({
      EUR: {
        attributed: '0.3',
        unattributed: '-0.05',
        rules: {
          'plumbline:entity-tag': '0.1',
          'plumbline:entity-tag-folded': '0.2',
        },
      },
    });
    expect(differences).toEqual([]);
  });

  it('leaves pools and idle cost unattributed where nothing is said about sharing', () => {
    const { printed } = attribute(
      [
        makeFact('1', { namespace: 'shop' }),
        makeFact('2', { namespace: 'kube-system' }),
        makeFact('4', { isIdle: true }),
      ],
      { rules: RULES },
    );
    expect(printed.EUR).toEqual({
      attributed: '1',
      unattributed: '6',
      rules: { own: '1', system: '2' },
    });
  });

  it('tells shares of pools and of idle cost, and keeps a negative one', () => {
    const facts = [
      makeFact('1', { namespace: 'shop' }),
      makeFact('2', { namespace: 'pay' }),
      makeFact('10', { namespace: 'kube-system' }),
      makeFact('-0.5', { isIdle: true }),
    ];
    const sharing = readSplitPolicies(
      { pools: { platform: { split: 'even' } }, idle: { split: 'even' } },
      'sharing',
    );
    const { printed, differences } = attribute(facts, {
      rules: RULES,
      sharing,
    });
    expect(printed.EUR).toEqual({
      attributed: '3',
      shared: '10',
      idle: '-0.5',
      unattributed: '0',
      rules: { own: '1', other: '2', system: '10' },
    });
    expect(differences).toEqual([]);
  });

  it('keeps currencies apart, and what is not stated apart from zero', () => {
    const { printed } = attribute(
      [
        makeFact('1', { namespace: 'shop' }),
        makeFact(undefined, { namespace: 'shop', currency: 'USD' }),
      ],
      { rules: RULES },
    );
    expect(printed).toEqual({
      EUR: { attributed: '1', unattributed: '0', rules: { own: '1' } },
      USD: { attributed: null, unattributed: null, rules: {} },
    });
  });

  it('names values that name nobody, and counts their rows', () => {
    const { nearMisses, unlistedRows } = attribute(
      [
        makeFact('1', { tags: { team: 'b\u001b[31m' } }),
        makeFact('1', { tags: { team: 'b\u001b[31m' } }),
      ],
      { rules: RULES },
    );
    expect(attributionWarnings({ nearMisses, unlistedRows })).toEqual([
      'rule team: "b\\u001b[31m" is none of the values of the rule (4 rows)',
    ]);
  });

  it('remembers no more values than it can hold', () => {
    const { nearMisses, unlistedRows } = attribute(
      Array.from({ length: 1_200 }, (_, index) =>
        makeFact('1', { tags: { team: `t${index}` } }),
      ),
      { rules: RULES },
    );
    expect(nearMisses).toHaveLength(1_000);
    expect(unlistedRows).toBe(400);
    expect(attributionWarnings({ nearMisses, unlistedRows }).at(-1)).toBe(
      '2360 more rows have values that name no entity',
    );
  });

  it('loses nothing, whatever the rules and the policies', () => {
    // The same in every run
    let seed = 7;
    const dice = (sides: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % sides;
    };
    for (let round = 0; round < 30; round += 1) {
      const facts = Array.from({ length: 40 }, () =>
        makeFact(
          dice(8) === 0 ? undefined : `${dice(2000) - 700}.${dice(1e6)}`,
          {
            currency: ['EUR', 'USD'][dice(2)],
            namespace: ['shop', 'pay', 'kube-a', undefined][dice(4)],
            isIdle: dice(5) === 0,
            tags: { team: ['a', 'b'][dice(2)] },
          },
        ),
      );
      const split = ['even', 'proportional', 'none'][dice(3)];
      const sharing = readSplitPolicies(
        { pools: { platform: { split } }, idle: { split } },
        'sharing',
      );
      const { differences, currencies } = attribute(facts, {
        rules: RULES,
        ...(dice(2) === 0 ? {} : { sharing }),
      });
      expect(differences).toEqual([]);
      for (const [currency, one] of currencies) {
        const total = facts
          .filter(fact => fact.currency === currency)
          .reduce((sum, { amounts }) => sum + (amounts.effective ?? 0n), 0n);
        const parts = [
          one.attributed,
          one.unattributed,
          one.shared,
          one.idle,
        ].reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
        expect(formatAmount(parts)).toBe(formatAmount(total));
      }
    }
  });
});
