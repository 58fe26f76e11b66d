import { readSplitPolicies } from './splitPolicy';

const read = (input: unknown) => readSplitPolicies(input, 'cost.sharing');

describe('readSplitPolicies', () => {
  it('shares nothing where nothing is said', () => {
    const nothing = {
      weight: 'effective',
      idle: { split: 'none' },
      pools: new Map(),
    };
    expect(read(undefined)).toEqual(nothing);
    expect(read({})).toEqual(nothing);
  });

  it('reads what operators write', () => {
    expect(
      read({
        weight: 'billed',
        idle: { split: 'proportional' },
        pools: {
          platform: { split: 'even', among: ['Checkout', 'group:data'] },
          support: { split: 'none' },
        },
      }),
    ).toEqual({
      weight: 'billed',
      idle: { split: 'proportional' },
      pools: new Map<string, unknown>([
        [
          'platform',
          {
            split: 'even',
            among: ['component:default/checkout', 'group:default/data'],
          },
        ],
        ['support', { split: 'none' }],
      ]),
    });
  });

  it.each<[string, unknown, string]>([
    ['a list', [], 'cost.sharing: '],
    ['an unknown key', { pool: {} }, 'cost.sharing: unknown pool'],
    [
      'an unknown weight',
      { weight: 'usage' },
      'cost.sharing, weight: must be one of billed, effective, list, contracted',
    ],
    [
      'an unknown split',
      { pools: { p: { split: 'fair' } } },
      'cost.sharing, pools.p.split: must have a split: even, proportional or none',
    ],
    [
      'somebody among whom nothing is split',
      { idle: { split: 'none', among: ['a'] } },
      'cost.sharing, idle: unknown among',
    ],
    [
      'what is no entity',
      { idle: { split: 'even', among: ['a b'] } },
      'cost.sharing, idle.among.0: must be an entity ref',
    ],
    [
      'nobody',
      { idle: { split: 'even', among: [] } },
      'cost.sharing, idle.among: must name at least one',
    ],
  ])('refuses %s and says where', (_, input, message) => {
    expect(() => read(input)).toThrow(message);
  });
});
