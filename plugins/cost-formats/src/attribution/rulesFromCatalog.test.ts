import { compileRules } from './compileRules';
import { AnnotatedEntity, rulesFromCatalog } from './rulesFromCatalog';
import { subjectOf } from './__testUtils__/subjects';

function entity(name: string, annotations: Record<string, string>) {
  return { entityRef: `component:default/${name}`, annotations };
}

function attributeBy(...entities: AnnotatedEntity[]) {
  const attribute = compileRules(rulesFromCatalog(entities).rules);
  return (subject: Parameters<typeof subjectOf>[0]) =>
    attribute(subjectOf(subject));
}

const id = 'backstage.io/kubernetes-id';
const namespace = 'backstage.io/kubernetes-namespace';
const selector = 'backstage.io/kubernetes-label-selector';

describe('rulesFromCatalog', () => {
  it('believes what a resource says of itself before what anybody claims', () => {
    const attribute = attributeBy(entity('claimer', { [id]: 'x' }));
    expect(
      attribute({
        labels: {
          'backstage.io/kubernetes-id': 'x',
          'plumbline.dev/entity': 'checkout',
        },
      }),
    ).toEqual({
      rule: 'plumbline:entity-label',
      entity: 'component:default/checkout',
    });
    expect(
      attribute({ tags: { 'Plumbline.dev/entity': 'group:default/data' } }),
    ).toEqual({ rule: 'plumbline:entity-tag', entity: 'group:default/data' });
    expect(attribute({ tags: { plumbline_dev_entity: 'a' } }).rule).toBe(
      'plumbline:entity-tag-folded',
    );
  });

  it('finds workloads by their id, by a selector, then by a namespace of their own', () => {
    const attribute = attributeBy(
      entity('by-namespace', { [namespace]: 'shop' }),
      entity('by-selector', {
        [selector]: 'app=cart, tier in (web, api)',
        [namespace]: 'shop',
      }),
      entity('by-id', { [id]: 'pay', [namespace]: 'shop' }),
    );
    const labels = { app: 'cart', tier: 'api' };
    expect(
      attribute({
        namespace: 'shop',
        labels: { ...labels, backstage_io_kubernetes_id: 'pay' },
      }),
    ).toEqual({
      rule: 'catalog:kubernetes-id',
      entity: 'component:default/by-id',
    });
    expect(attribute({ namespace: 'shop', labels })).toEqual({
      rule: 'catalog:kubernetes-label-selector',
      entity: 'component:default/by-selector',
    });
    expect(attribute({ namespace: 'shop', labels: { app: 'cart' } })).toEqual({
      rule: 'catalog:kubernetes-namespace',
      entity: 'component:default/by-namespace',
    });
    expect(attribute({ namespace: 'other', labels })).toEqual({});
  });

  it('keeps to the cluster that an entity names', () => {
    const attribute = attributeBy(
      entity('a', {
        [namespace]: 'shop',
        'backstage.io/kubernetes-cluster': 'eu',
      }),
      entity('b', {
        [namespace]: 'shop',
        'backstage.io/kubernetes-cluster': 'us',
      }),
    );
    expect(attribute({ cluster: 'us', namespace: 'shop' }).entity).toBe(
      'component:default/b',
    );
    expect(attribute({ namespace: 'shop' })).toEqual({});
  });

  it('finds cloud cost by tags, then by resources, then by accounts', () => {
    const attribute = attributeBy(
      entity('account', { 'plumbline.dev/cost-accounts': '42, data' }),
      entity('bucket', {
        'plumbline.dev/cost-resources': 'arn:aws:s3:::fraud-*',
      }),
      entity('tags', { 'plumbline.dev/cost-tags': 'Team=risk, env=prod' }),
      entity('reason', { 'aws.amazon.com/cost-insights-tags': 'reason=x' }),
    );
    const resourceId = 'arn:aws:s3:::fraud-models';
    expect(
      attribute({
        account: '42',
        resourceId,
        tags: { team: 'risk', env: 'prod' },
      }),
    ).toEqual({ rule: 'catalog:cost-tags', entity: 'component:default/tags' });
    expect(attribute({ account: '42', resourceId })).toEqual({
      rule: 'catalog:cost-resources',
      entity: 'component:default/bucket',
    });
    expect(attribute({ accountName: 'data', tags: { team: 'risk' } })).toEqual({
      rule: 'catalog:cost-accounts',
      entity: 'component:default/account',
    });
    expect(attribute({ tags: { reason: 'x' } }).entity).toBe(
      'component:default/reason',
    );
  });

  it('gives what two entities claim to neither, and says so', () => {
    const entities = [
      entity('b', {
        [namespace]: 'shop',
        'plumbline.dev/cost-tags': 'a=1,b=2',
      }),
      entity('a', {
        [namespace]: 'shop',
        'aws.amazon.com/cost-insights-tags': 'B=2, A=1',
      }),
      entity('c', { [namespace]: 'other' }),
    ];
    const both = ['component:default/a', 'component:default/b'];
    expect(rulesFromCatalog(entities).ambiguous).toEqual([
      {
        rule: 'catalog:kubernetes-namespace',
        claim: 'namespace shop',
        entities: both,
      },
      { rule: 'catalog:cost-tags', claim: 'tag a 1, tag b 2', entities: both },
    ]);
    const attribute = attributeBy(...entities);
    expect(attribute({ namespace: 'shop' })).toEqual({
      rule: 'catalog:kubernetes-namespace',
      claimedBy: both,
    });
    expect(attribute({ namespace: 'other' }).entity).toBe(
      'component:default/c',
    );
  });

  it('gives a row that two different claims describe to neither', () => {
    const attribute = attributeBy(
      entity('a', { 'plumbline.dev/cost-resources': 'arn:aws:s3:::fraud-*' }),
      entity('b', { 'plumbline.dev/cost-resources': 'arn:aws:s3:::*-models' }),
    );
    expect(attribute({ resourceId: 'arn:aws:s3:::fraud-models' })).toEqual({
      rule: 'catalog:cost-resources',
      claimedBy: ['component:default/a', 'component:default/b'],
    });
  });

  it('gives an entity what its own claims say twice', () => {
    const attribute = attributeBy(
      entity('a', {
        'plumbline.dev/cost-tags': 'team=risk',
        'aws.amazon.com/cost-insights-tags': 'team=risk',
      }),
    );
    expect(attribute({ tags: { team: 'risk' } }).entity).toBe(
      'component:default/a',
    );
  });

  it.each([
    [id, ' ', 'is empty'],
    [id, '*', 'must not contain * or ?'],
    [namespace, 'team-*', 'must not contain * or ?'],
    [selector, 'app!=cart', 'says which labels are not wanted'],
    [selector, 'app=a, tier notin (x)', 'says which labels are not wanted'],
    [selector, '!app', 'says which labels are not wanted'],
    [selector, 'app', 'names no value'],
    [selector, 'app=', 'asks for an empty value of app'],
    [selector, 'app=a,app=b', 'names app twice'],
    [selector, 'app in a', 'is no label selector'],
    [selector, `${'a=b,'.repeat(400)}${'!'.repeat(99)}`, 'names a twice'],
    ['plumbline.dev/cost-tags', 'team', 'must be key=value'],
    ['plumbline.dev/cost-tags', 'team=*', 'must not contain'],
    ['plumbline.dev/cost-tags', 'a=1,A=2', 'names a twice'],
    ['plumbline.dev/cost-accounts', ' , ', 'is empty'],
    ['plumbline.dev/cost-accounts', 'a,'.repeat(51), 'names more than 50'],
    ['plumbline.dev/cost-resources', '*', 'must hold at least 3 characters'],
    ['plumbline.dev/cost-resources', 'x'.repeat(9_999), 'is longer than'],
  ])('makes no rule of %s: %s', (annotation, text, reason) => {
    const { rules, refused } = rulesFromCatalog([
      entity('a', { [annotation]: text }),
    ]);
    expect(refused).toEqual([
      {
        entityRef: 'component:default/a',
        annotation,
        reason: expect.stringContaining(reason),
      },
    ]);
    expect(rules.filter(rule => rule.isClaim)).toEqual([]);
  });
});
