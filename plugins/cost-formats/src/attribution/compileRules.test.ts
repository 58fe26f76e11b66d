import fc from 'fast-check';
import { AttributionRule } from './attributionRule';
import { compileRules } from './compileRules';
import { readAttributionRules } from './readAttributionRules';
import { subjectOf } from './__testUtils__/subjects';

const a = 'component:default/a';
const b = 'component:default/b';

function book(
  rules: unknown[],
  subject: Parameters<typeof subjectOf>[0],
  knownEntities?: ReadonlySet<string>,
) {
  return compileRules(
    readAttributionRules(
      rules.map((rule, index) => ({
        id: `r${index + 1}`,
        ...(rule as object),
      })),
      'rules',
    ),
    { knownEntities },
  )(subjectOf(subject));
}

describe('compileRules', () => {
  it('books by the first rule that matches, wherever the others are looked up', () => {
    const rules = [
      { match: { namespace: 'shop', isIdle: true }, shared: 'idle' },
      { match: { resourceId: 'arn:*' }, entity: a },
      { match: { namespace: 'shop' }, entity: b },
      { shared: 'rest' },
    ];
    expect(book(rules, { namespace: 'shop', resourceId: 'arn:1' })).toEqual({
      rule: 'r2',
      entity: a,
    });
    expect(book(rules, { namespace: 'shop', isIdle: true })).toEqual({
      rule: 'r1',
      pool: 'idle',
    });
    expect(book(rules, { namespace: 'shop' })).toEqual({
      rule: 'r3',
      entity: b,
    });
    expect(book(rules, {})).toEqual({ rule: 'r4', pool: 'rest' });
  });

  it('books by the run of a pipeline', () => {
    const rules = [{ match: { run: ['nightly-*', 'r-1'] }, entity: a }];
    expect(book(rules, { run: 'nightly-7' }).entity).toBe(a);
    expect(book(rules, { run: 'r-1' }).entity).toBe(a);
    expect(book(rules, { run: 'r-2' })).toEqual({});
    expect(book(rules, { tags: { run: 'r-1' } })).toEqual({});
  });

  it('books nothing where no rule matches', () => {
    expect(book([{ match: { region: 'eu-*' }, entity: a }], {})).toEqual({});
  });

  it('asks for all conditions of a rule', () => {
    const rules = [
      { match: { tag: { team: 'x', env: ['prod', 'live'] } }, entity: a },
    ];
    expect(book(rules, { tags: { team: 'x' } })).toEqual({});
    expect(book(rules, { tags: { team: 'x', env: 'dev' } })).toEqual({});
    expect(book(rules, { tags: { team: 'x', env: 'live' } }).entity).toBe(a);
  });

  it('compares keys of tags without case and blanks, their values exactly', () => {
    const rules = [{ match: { tag: { ' TEAM': 'x' } }, entity: a }];
    expect(book(rules, { tags: { 'Team ': 'x' } }).entity).toBe(a);
    expect(book(rules, { tags: { team: 'X' } })).toEqual({});
    expect(book(rules, { tags: { team: 'x ' } })).toEqual({});
  });

  it('knows labels as OpenCost writes them, but tags only as they are', () => {
    const key = 'app.kubernetes.io/part-of';
    const folded = { app_kubernetes_io_part_of: 'x' };
    expect(
      book([{ match: { label: { [key]: 'x' } }, entity: a }], {
        labels: folded,
      }).entity,
    ).toBe(a);
    expect(
      book([{ match: { tag: { [key]: 'x' } }, entity: a }], { tags: folded }),
    ).toEqual({});
  });

  it('takes the id and the name of an account', () => {
    const rules = [{ match: { account: ['data', '42'] }, entity: a }];
    expect(book(rules, { account: '42', accountName: 'x' }).entity).toBe(a);
    expect(book(rules, { account: '1', accountName: 'data' }).entity).toBe(a);
    expect(book(rules, { billingAccount: '42' })).toEqual({});
  });

  it('books to the entity that a row names', () => {
    const rules = [
      { entityFrom: { label: 'plumbline.dev/entity' } },
      {
        entityFrom: {
          tag: 'team',
          pattern: 'team-{value}',
          template: 'group:default/{value}',
          values: { legacy: 'group:default/platform' },
        },
      },
    ];
    const tags = (team: string) => book(rules, { tags: { team } });
    expect(
      book(rules, { labels: { plumbline_dev_entity: 'Checkout' } }),
    ).toEqual({ rule: 'r1', entity: 'component:default/checkout' });
    expect(tags('team-data')).toEqual({
      rule: 'r2',
      entity: 'group:default/data',
    });
    expect(tags('team-legacy').entity).toBe('group:default/platform');
    expect(tags('data')).toEqual({});
    expect(tags('team-')).toEqual({});
  });

  it('goes on after a value that names no entity, and remembers it', () => {
    const rules = [
      { entityFrom: { tag: 'entity' } },
      { entityFrom: { tag: 'team', values: { x: a } } },
      { match: { provider: 'AWS' }, shared: 'rest' },
    ];
    const known = new Set([a]);
    expect(
      book(
        rules,
        { provider: 'AWS', tags: { entity: 'no entity!', team: 'y' } },
        known,
      ),
    ).toEqual({
      rule: 'r3',
      pool: 'rest',
      nearMisses: [
        { rule: 'r1', value: 'no entity!', reason: 'noEntityRef' },
        { rule: 'r2', value: 'y', reason: 'noAlias' },
      ],
    });
    expect(book(rules, { tags: { entity: 'b' } }, known)).toEqual({
      nearMisses: [{ rule: 'r1', value: 'b', reason: 'unknownEntity' }],
    });
    expect(book(rules, { tags: { entity: '$&' } }).nearMisses).toHaveLength(1);
    expect(
      book(rules, { tags: { entity: '!'.repeat(5_000) } }).nearMisses?.[0]
        .value,
    ).toHaveLength(200);
  });

  it('takes an empty tag for none', () => {
    const rules = [{ entityFrom: { tag: 'entity' } }];
    expect(book(rules, { tags: { entity: '' } })).toEqual({});
    expect(book(rules, { tags: { entity: '', Entity: 'a' } }).entity).toBe(a);
  });

  it('does not choose between entities that one key names in two ways', () => {
    const rules = [{ entityFrom: { tag: 'entity' } }];
    expect(book(rules, { tags: { entity: 'a', Entity: 'b' } })).toEqual({
      nearMisses: [{ rule: 'r1', value: 'a, b', reason: 'severalEntities' }],
    });
    expect(book(rules, { tags: { entity: 'a', Entity: 'A' } }).entity).toBe(a);
  });

  it('is not led astray by keys of objects', () => {
    const rules = [
      { match: { tag: { constructor: 'x' } }, entity: a },
      { entityFrom: { tag: 'team', values: { x: a } } },
    ];
    expect(book(rules, { tags: { team: 'constructor' } })).toEqual({
      nearMisses: [{ rule: 'r2', value: 'constructor', reason: 'noAlias' }],
    });
    expect(book(rules, { tags: { constructor: 'x' } }).entity).toBe(a);
  });

  it('does not choose between claims', () => {
    const rules: AttributionRule[] = [
      { id: 'claim', match: { namespace: 'n' }, entity: b, isClaim: true },
      { id: 'claim', match: { cluster: 'c' }, entity: a, isClaim: true },
      { id: 'wider', match: { provider: 'p' }, entity: a, isClaim: true },
    ];
    const attribute = compileRules(rules);
    expect(attribute(subjectOf({ namespace: 'n', provider: 'p' }))).toEqual({
      rule: 'claim',
      entity: b,
    });
    expect(
      attribute(subjectOf({ namespace: 'n', cluster: 'c', provider: 'p' })),
    ).toEqual({ rule: 'claim', claimedBy: [a, b] });
  });

  it('books as if every rule were tried in turn', () => {
    const value = fc.constantFrom('x', 'y', 'x*', '?');
    const field = fc.constantFrom(
      'namespace',
      'account',
      'cluster',
      'resourceId',
    );
    const match = fc.record(
      {
        tag: fc.dictionary(fc.constantFrom('t', 'u'), value, { minKeys: 1 }),
        fields: fc.dictionary(
          field,
          fc.oneof(value, fc.array(value, { minLength: 1 })),
        ),
      },
      { requiredKeys: ['fields'] },
    );
    const subject = fc.record({
      fields: fc.dictionary(field, fc.constantFrom('x', 'y', 'xy')),
      tags: fc.dictionary(
        fc.constantFrom('t', 'u', 'T'),
        fc.constantFrom('x', 'y', 'xy'),
      ),
    });
    fc.assert(
      fc.property(fc.array(match, { maxLength: 12 }), subject, (given, on) => {
        const rules = given.map(({ fields, tag }, index) => ({
          id: `r${index}`,
          match: { ...fields, tag },
          entity: a,
        }));
        const given1 = subjectOf({ ...on.fields, tags: on.tags });
        const inTurn = rules.find(
          rule => compileRules([rule])(given1).rule !== undefined,
        );
        expect(compileRules(rules)(given1).rule).toBe(inTurn?.id);
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});
