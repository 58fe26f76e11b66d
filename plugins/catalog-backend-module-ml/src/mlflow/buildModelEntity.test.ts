import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  resourceEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { checkMlEntity } from '../checkMlEntity';
import { buildModelEntity } from './buildModelEntity';

const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const build = (
  name: string,
  rest: { tags?: Record<string, string>; description?: string } = {},
  isFirstInstance = true,
) =>
  buildModelEntity({
    instance: 'prod',
    model: { name, description: rest.description, tags: rest.tags ?? {} },
    defaultOwner: 'group:default/ml-team',
    isFirstInstance,
  });

describe('buildModelEntity', () => {
  it('keeps a name that is one', () => {
    expect(build('churn', { description: 'Who leaves' })).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'churn',
        description: 'Who leaves',
        annotations: {
          'backstage.io/managed-by-location': 'mlflow:prod',
          'backstage.io/managed-by-origin-location': 'mlflow:prod',
          'plumbline.dev/registered-model': 'churn',
          'plumbline.dev/mlflow-instance': 'prod',
        },
      },
      spec: { type: 'ml-model', owner: 'group:default/ml-team' },
    });
  });

  it.each([
    'Größe & Preis',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    'a'.repeat(5000),
    '模型',
    '\u0000\u202e',
    '-',
    'prod.models.churn',
    'UPPER',
    '__proto__',
  ])('makes an entity that the catalog accepts of %j', async name => {
    const entity = build(name, {
      description: `${'x'.repeat(9000)}\u0007`,
      tags: { owner: name, 'plumbline.owner': 'group:' },
    });
    const enforced = await POLICY.enforce(structuredClone(entity));
    expect(await resourceEntityV1alpha1Validator.check(enforced!)).toBe(true);
    expect(checkMlEntity(entity)).toEqual({ isMl: true, faults: [] });
    expect(entity.metadata.description!.length).toBeLessThanOrEqual(500);
    expect(entity.metadata.annotations).toMatchObject({
      'plumbline.dev/registered-model': name,
    });
  });

  it('keeps models apart whose names become alike, and those of other servers', () => {
    const names = [
      build('Churn').metadata.name,
      build('churn').metadata.name,
      build('churn!').metadata.name,
      build('churn', {}, false).metadata.name,
    ];
    expect(new Set(names).size).toBe(4);
    expect(names[1]).toBe('churn');
    expect(build('Churn').metadata.name).toBe(names[0]);
  });

  it.each([
    [{ owner: 'data-team' }, 'group:default/data-team'],
    [{ owner: 'user:default/ada' }, 'user:default/ada'],
    [
      { owner: 'data-team', 'plumbline.owner': 'group:other/core' },
      'group:other/core',
    ],
    [{ owner: 'component:default/x' }, 'group:default/ml-team'],
    [{ owner: 'ada@example.com, bob' }, 'group:default/ml-team'],
    [{}, 'group:default/ml-team'],
  ])('reads the owner from %j', (tags, owner) => {
    expect(build('churn', { tags }).spec!.owner).toBe(owner);
  });
});
