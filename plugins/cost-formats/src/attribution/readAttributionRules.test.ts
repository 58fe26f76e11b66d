import { readAttributionRules } from './readAttributionRules';

const read = (rules: unknown) =>
  readAttributionRules(rules, 'cost.attribution');
const entity = 'component:default/checkout';

describe('readAttributionRules', () => {
  it('reads what operators write', () => {
    expect(
      read([
        {
          id: 'checkout',
          match: {
            tag: { Team: ['shop', 'shop-*'] },
            account: '123456789012',
            isIdle: false,
          },
          entity: 'Checkout',
        },
        {
          id: 'teams',
          entityFrom: {
            tag: 'team',
            pattern: 'team-{value}',
            values: { data: 'group:data' },
            template: 'group:default/{value}',
          },
        },
        { id: 'rest', shared: 'platform' },
      ]),
    ).toEqual([
      {
        id: 'checkout',
        match: {
          tag: { Team: ['shop', 'shop-*'] },
          account: '123456789012',
          isIdle: false,
        },
        entity,
      },
      {
        id: 'teams',
        entityFrom: {
          tag: 'team',
          pattern: 'team-{value}',
          values: { data: 'group:default/data' },
          template: 'group:default/{value}',
        },
      },
      { id: 'rest', shared: 'platform' },
    ]);
  });

  it.each<[string, unknown, string]>([
    [
      'no list',
      { id: 'a', entity },
      'cost.attribution must be a list of rules',
    ],
    ['no rule', [7], 'cost.attribution: rule 1: '],
    [
      'a rule that books to nothing',
      [{ id: 'a', entity }, { id: 'b' }],
      'cost.attribution: rule 2 (b): must book to exactly one of entity, entityFrom and shared',
    ],
    [
      'a rule that books twice',
      [{ id: 'a', entity, shared: 'platform' }],
      'rule 1 (a): must book to exactly one',
    ],
    [
      'an account that YAML took for a number',
      [{ id: 'a', match: { account: 123456789012 }, entity }],
      'rule 1 (a), match.account: must be text between quotes, or a list of that',
    ],
    [
      'a number among texts',
      [{ id: 'a', match: { account: ['1', 2] }, entity }],
      'rule 1 (a), match.account.1: must be text; put it between quotes',
    ],
    [
      'a condition that does not exist',
      [{ id: 'a', match: { acount: 'x' }, entity }],
      'rule 1 (a), match: unknown acount',
    ],
    [
      'an entity that cannot be one',
      [{ id: 'a', entity: 'not an entity' }],
      'rule 1 (a), entity: must be an entity ref, such as component:default/checkout',
    ],
    [
      'a template without its value',
      [{ id: 'a', entityFrom: { tag: 't', template: 'group:default/x' } }],
      'rule 1 (a), entityFrom.template: must contain {value} exactly once',
    ],
    [
      'an alias that is no entity',
      [{ id: 'a', entityFrom: { tag: 't', values: { x: 'a:b:c' } } }],
      'rule 1 (a), entityFrom.values.x: must be an entity ref',
    ],
    [
      'a tag and a label at once',
      [{ id: 'a', entityFrom: { tag: 't', label: 'l' } }],
      'rule 1 (a), entityFrom: must name either a tag or a label',
    ],
    [
      'an id of the product itself',
      [{ id: 'catalog:cost-tags', entity }],
      'rule 1 (catalog:cost-tags), id: must be 1 to 100 letters',
    ],
    [
      'an id used twice',
      [
        { id: 'a', entity },
        { id: 'b', entity },
        { id: 'a', shared: 'p' },
      ],
      'cost.attribution: rules 1 and 3 have the same id, a',
    ],
    [
      'a tag that would be left out without a word',
      JSON.parse(
        `[{"id":"a","match":{"tag":{"__proto__":"x","b":"y"}},"entity":"${entity}"}]`,
      ),
      'rule 1 (a), match.tag: must not have the key __proto__',
    ],
    [
      'tags that name none',
      [{ id: 'a', match: { tag: {} }, entity }],
      'rule 1 (a), match.tag: must name at least one key',
    ],
  ])('refuses %s and says where', (_, rules, message) => {
    expect(() => read(rules)).toThrow(message);
  });

  it('does not print every mistake of a long list', () => {
    expect(() => read(Array.from({ length: 99 }, () => ({})))).toThrow(
      /; and \d+ more$/,
    );
  });
});
