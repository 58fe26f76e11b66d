import { formatAmount } from '../money/amount';
import { AttributedFact, CostAllocation } from './CostAllocation';
import { shareCosts } from './shareCosts';
import { readSplitPolicies } from './splitPolicy';
import { amount, attributedFact } from './__testUtils__/facts';

const a = { entity: 'component:default/a', rule: 'r' };
const b = { entity: 'component:default/b', rule: 'r' };
const pool = { pool: 'platform', rule: 'shared' };

function share(
  attributed: AttributedFact[],
  policies: unknown,
  ownerOf?: (entity: string) => string | undefined,
) {
  return shareCosts({
    attributed,
    policies: readSplitPolicies(policies, 'policies'),
    ownerOf,
  });
}

/** Effective cost of what was split or left, by entity or reason. */
function sharesOf(allocations: CostAllocation[], kind: 'idle' | 'shared') {
  return Object.fromEntries(
    allocations
      .filter(allocation => allocation.kind === kind)
      .map(({ entity, reason, amounts }) => [
        entity ?? reason,
        formatAmount(amounts.effective ?? 0n),
      ]),
  );
}

describe('shareCosts', () => {
  it('adds up what has the same labels and keeps apart what has not', () => {
    const shop = { namespace: 'shop', resourceId: 'i-1' };
    expect(
      share(
        [
          attributedFact({ effective: '1', subject: shop, attribution: a }),
          attributedFact({
            effective: '2',
            subject: { ...shop, resourceId: 'i-2' },
            attribution: a,
          }),
          attributedFact({
            effective: '4',
            subject: { namespace: 'pay' },
            attribution: a,
          }),
          attributedFact({ effective: '8', currency: 'EUR' }),
          attributedFact({
            effective: '16',
            attribution: { rule: 'claim', claimedBy: [a.entity, b.entity] },
          }),
        ],
        {},
      ),
    ).toEqual([
      {
        day: '2026-05-01',
        currency: 'EUR',
        kind: 'direct',
        rule: undefined,
        reason: 'noRule',
        dimensions: {},
        amounts: { effective: amount('8') },
      },
      {
        day: '2026-05-01',
        currency: 'USD',
        kind: 'direct',
        ...a,
        dimensions: { namespace: 'pay' },
        amounts: { effective: amount('4') },
      },
      {
        day: '2026-05-01',
        currency: 'USD',
        kind: 'direct',
        ...a,
        dimensions: { namespace: 'shop' },
        amounts: { effective: amount('3') },
      },
      {
        day: '2026-05-01',
        currency: 'USD',
        kind: 'direct',
        rule: 'claim',
        reason: 'ambiguous',
        dimensions: {},
        amounts: { effective: amount('16') },
      },
    ]);
  });

  const direct = [
    attributedFact({ effective: '10', attribution: a }),
    attributedFact({ effective: '30', attribution: b }),
  ];
  const shared = attributedFact({ effective: '100', attribution: pool });

  it.each([
    ['proportional', { [a.entity]: '25', [b.entity]: '75' }],
    ['even', { [a.entity]: '50', [b.entity]: '50' }],
    ['none', { notShared: '100' }],
  ])('splits a pool: %s', (split, expected) => {
    const allocations = share([...direct, shared], {
      pools: { platform: { split } },
    });
    expect(sharesOf(allocations, 'shared')).toEqual(expected);
    const { rule, pool: name } = allocations.find(
      ({ kind }) => kind === 'shared',
    )!;
    expect({ rule, pool: name }).toEqual({ rule: 'shared', pool: 'platform' });
  });

  it('leaves a pool without a policy', () => {
    expect(sharesOf(share([...direct, shared], {}), 'shared')).toEqual({
      noPolicy: '100',
    });
  });

  it('lets use that is no entity’s keep its share, unless a policy says among whom', () => {
    const all = [...direct, attributedFact({ effective: '60' }), shared];
    const policy = { split: 'proportional' };
    expect(
      sharesOf(share(all, { pools: { platform: policy } }), 'shared'),
    ).toEqual({ [a.entity]: '10', [b.entity]: '30', unattributedUse: '60' });
    expect(
      sharesOf(
        share(all, {
          pools: { platform: { ...policy, among: [a.entity, b.entity] } },
        }),
        'shared',
      ),
    ).toEqual({ [a.entity]: '25', [b.entity]: '75' });
    expect(
      sharesOf(
        share(all, { pools: { platform: { split: 'even' } } }),
        'shared',
      ),
    ).toEqual({ [a.entity]: '50', [b.entity]: '50' });
  });

  it('splits among the entities of an owner', () => {
    const ownerOf = (entity: string) =>
      entity === a.entity ? 'group:default/data' : 'group:default/shop';
    expect(
      sharesOf(
        share(
          [...direct, shared],
          {
            pools: {
              platform: { split: 'even', among: ['group:default/data'] },
            },
          },
          ownerOf,
        ),
        'shared',
      ),
    ).toEqual({ [a.entity]: '100' });
  });

  it('splits evenly among entities that a policy names, also where they had no cost that day', () => {
    const among = [a.entity, 'component:default/new'];
    const policies = (split: string) => ({
      pools: { platform: { split, among } },
    });
    expect(
      sharesOf(share([...direct, shared], policies('even')), 'shared'),
    ).toEqual({ [a.entity]: '50', 'component:default/new': '50' });
    expect(
      sharesOf(share([...direct, shared], policies('proportional')), 'shared'),
    ).toEqual({ [a.entity]: '100' });
  });

  it('splits among those of the same day and currency alone', () => {
    const other = { effective: '7', attribution: b };
    expect(
      sharesOf(
        share(
          [
            direct[0],
            attributedFact({ ...other, currency: 'EUR' }),
            attributedFact({ ...other, day: '2026-05-02' }),
            shared,
          ],
          { pools: { platform: { split: 'proportional' } } },
        ),
        'shared',
      ),
    ).toEqual({ [a.entity]: '100' });
  });

  it.each([
    ['zero', '0'],
    ['negative', '-5'],
  ])('leaves a pool where every weight is %s', (_, effective) => {
    expect(
      sharesOf(
        share([attributedFact({ effective, attribution: a }), shared], {
          pools: { platform: { split: 'proportional' } },
        }),
        'shared',
      ),
    ).toEqual({ nobodyToShareAmong: '100' });
  });

  it('leaves a pool where nothing states the cost that weighs', () => {
    expect(
      sharesOf(
        share([...direct, shared], {
          weight: 'billed',
          pools: { platform: { split: 'proportional' } },
        }),
        'shared',
      ),
    ).toEqual({ nobodyToShareAmong: '100' });
  });

  it('splits every cost by the weights of one, and invents none', () => {
    const allocations = share(
      [
        attributedFact({
          amounts: { billed: amount('1'), effective: amount('9') },
          attribution: a,
        }),
        attributedFact({
          amounts: { billed: amount('3'), effective: amount('1') },
          attribution: b,
        }),
        attributedFact({
          amounts: { effective: amount('100'), list: amount('200') },
          attribution: pool,
        }),
      ],
      { weight: 'billed', pools: { platform: { split: 'proportional' } } },
    ).filter(({ kind }) => kind === 'shared');
    expect(allocations.map(({ amounts }) => amounts)).toEqual([
      { effective: amount('25'), list: amount('50') },
      { effective: amount('75'), list: amount('150') },
    ]);
  });

  describe('idle cost', () => {
    const use = (
      cluster: string,
      serviceSubcategory: string,
      attribution: typeof a,
    ) =>
      attributedFact({
        effective: '10',
        subject: { cluster, serviceSubcategory },
        attribution,
      });
    const idle = (
      effective: string,
      where: { cluster?: string; serviceSubcategory?: string },
    ) => attributedFact({ effective, subject: { ...where, isIdle: true } });
    const used = [
      use('eu', 'cpu', a),
      use('eu', 'gpu', b),
      use('us', 'cpu', b),
    ];
    const policies = { idle: { split: 'proportional' } };

    it('goes to who used the same resource of the same cluster', () => {
      const allocations = share(
        [...used, idle('5', { cluster: 'eu', serviceSubcategory: 'gpu' })],
        policies,
      );
      expect(sharesOf(allocations, 'idle')).toEqual({ [b.entity]: '5' });
      expect(
        allocations.find(({ kind }) => kind === 'idle')?.dimensions,
      ).toEqual({ cluster: 'eu', serviceSubcategory: 'gpu' });
    });

    it('goes to all of a cluster where it does not say of what it is', () => {
      expect(
        sharesOf(
          share([...used, idle('5', { cluster: 'eu' })], policies),
          'idle',
        ),
      ).toEqual({ [a.entity]: '2.5', [b.entity]: '2.5' });
    });

    it('stays where nobody used the resource', () => {
      expect(
        sharesOf(
          share(
            [...used, idle('5', { cluster: 'us', serviceSubcategory: 'gpu' })],
            policies,
          ),
          'idle',
        ),
      ).toEqual({ nobodyToShareAmong: '5' });
    });

    it('keeps its sign', () => {
      const negative = idle('-5', { cluster: 'eu', serviceSubcategory: 'cpu' });
      expect(sharesOf(share([...used, negative], policies), 'idle')).toEqual({
        [a.entity]: '-5',
      });
      expect(sharesOf(share([...used, negative], {}), 'idle')).toEqual({
        notShared: '-5',
      });
    });

    it('does not weigh when other idle cost or a pool is split', () => {
      const owned = attributedFact({
        effective: '90',
        subject: { cluster: 'us', isIdle: true },
        attribution: b,
      });
      const allocations = share(
        [use('us', 'cpu', a), owned, idle('5', { cluster: 'us' }), shared],
        { ...policies, pools: { platform: { split: 'proportional' } } },
      );
      expect(sharesOf(allocations, 'shared')).toEqual({ [a.entity]: '100' });
      expect(sharesOf(allocations, 'idle')).toEqual({
        [a.entity]: '5',
        [b.entity]: '90',
      });
    });
  });

  it('makes no rows of nothing', () => {
    expect(
      sharesOf(
        share(
          [...direct, attributedFact({ effective: '0', attribution: pool })],
          {
            pools: { platform: { split: 'even' } },
          },
        ),
        'shared',
      ),
    ).toEqual({ zero: '0' });
  });
});
