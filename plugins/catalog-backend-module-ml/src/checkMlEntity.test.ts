import { Entity } from '@backstage/catalog-model';
import { checkMlEntity } from './checkMlEntity';

function entity(kind: string, spec: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'thing' },
    spec: spec as Entity['spec'],
  };
}
const model = (spec: object) =>
  entity('Resource', { type: 'ml-model', owner: 'ml-team', ...spec });
const dataset = (spec: object) =>
  entity('Resource', { type: 'dataset', owner: 'data-team', ...spec });
const pipeline = (spec: object) =>
  entity('Component', {
    type: 'ml-pipeline',
    lifecycle: 'production',
    owner: 'ml-team',
    ...spec,
  });

describe('checkMlEntity', () => {
  it.each([
    ['the smallest model', model({})],
    [
      'a full model',
      model({
        owner: 'user:default/somebody',
        lifecycle: 'production',
        system: 'scoring',
        problem: 'classification',
        framework: 'scikit-learn',
        target: 'default_within_90_days',
        dependsOn: ['resource:credit-history', 'component:training'],
        dependencyOf: ['component:model-api'],
      }),
    ],
    [
      'a full dataset',
      dataset({
        form: 'feature-set',
        format: 'parquet',
        classification: 'confidential',
        retention: 'P2Y',
        derivedFrom: ['raw-events'],
        contract: {
          version: '1.0.0',
          compatibility: 'backward',
          freshness: 'PT6H',
          fields: [
            { name: 'id', type: 'string' },
            { name: 'age', type: 'integer', min: 0, max: 130, unit: 'years' },
            { name: 'plan', type: 'string', values: ['basic', 'pro'] },
          ],
          primaryKey: ['id'],
          consumers: ['training', 'resource:churn'],
        },
      }),
    ],
    [
      'a full pipeline',
      pipeline({
        purpose: 'training',
        orchestrator: 'prefect',
        schedule: '0 3 * * mon-fri',
        dependsOn: ['resource:events'],
        produces: ['churn'],
        scaffoldedFrom: 'template:default/ml-pipeline',
      }),
    ],
    [
      "a model server of another portal's import",
      entity('Component', {
        type: 'model-server',
        lifecycle: 'development',
        owner: 'user:default/importer',
        dependsOn: ['resource:default/granite', 'api:default/granite-api'],
        providesApis: ['granite-api'],
        profile: { displayName: 'Granite' },
      }),
    ],
  ])('accepts %s', (_title, good) => {
    expect(checkMlEntity(good)).toEqual({ isMl: true, faults: [] });
  });

  it.each([
    ['an ai-model of another portal', entity('Resource', { type: 'ai-model' })],
    ['a database', entity('Resource', { type: 'database', anything: 1 })],
    ['a service', entity('Component', { type: 'service' })],
    [
      'a type named like an object member',
      entity('Resource', { type: 'constructor' }),
    ],
    ['another kind', entity('API', { type: 'dataset' })],
    ['an entity without a spec', entity('Resource', undefined as any)],
  ])('leaves %s alone', (_title, other) => {
    expect(checkMlEntity(other)).toEqual({ isMl: false, faults: [] });
  });

  it.each([
    [
      'a misspelt field',
      model({ framwork: 'xgboost' }),
      'spec.framwork is not a known field, did you mean "framework"? (known: type, owner, system, dependsOn, dependencyOf, lifecycle, problem, framework, target)',
    ],
    [
      'a misspelt field deep inside',
      dataset({
        contract: { fields: [{ name: 'a', type: 'string', nulable: true }] },
      }),
      'spec.contract.fields[0].nulable is not a known field, did you mean "nullable"? (known: name, type, description, nullable, unit, min, max, values, personal)',
    ],
    [
      'a misspelt value',
      model({ problem: 'clasification' }),
      'spec.problem must not be "clasification" (did you mean "classification"?), allowed: classification, regression, forecasting, ranking, recommendation, clustering, anomaly-detection, generation, other',
    ],
    ['a missing owner', model({ owner: undefined }), 'spec.owner is needed'],
    [
      'a missing lifecycle',
      pipeline({ lifecycle: undefined }),
      'spec.lifecycle is needed, one of: experimental, production, deprecated',
    ],
    [
      'a number that YAML made of a version',
      dataset({ contract: { version: 1.5 } }),
      'spec.contract.version must be text, is 1.5: put it in quotes',
    ],
    [
      'a single value for a list',
      pipeline({ dependsOn: 'resource:events' }),
      'spec.dependsOn must be a list, is "resource:events"',
    ],
    [
      'an empty field',
      model({ system: null }),
      'spec.system must be text, is empty',
    ],
    [
      'a reference without its kind',
      pipeline({ dependsOn: ['events'] }),
      'spec.dependsOn[0] "events" does not say which kind it means: write "resource:events" or "component:events"',
    ],
    [
      'a reference that is none',
      dataset({ derivedFrom: ['a:b:c/d/e'] }),
      'spec.derivedFrom[0] "a:b:c/d/e" is not an entity reference of the form [kind:][namespace/]name',
    ],
    [
      'a product of the wrong kind',
      pipeline({ produces: ['component:churn'] }),
      'spec.produces[0] "component:churn" is a reference to kind "component", must be resource',
    ],
    [
      'a duration in words',
      dataset({ retention: '90 days' }),
      'spec.retention must be an ISO 8601 duration such as "P30D" or "PT6H", is "90 days"',
    ],
    [
      'a duration of nothing',
      dataset({ contract: { freshness: 'PT0H' } }),
      'spec.contract.freshness must be an ISO 8601 duration such as "P30D" or "PT6H", is "PT0H"',
    ],
    [
      'bounds the wrong way round',
      dataset({
        contract: { fields: [{ name: 'a', type: 'number', min: 2, max: 1 }] },
      }),
      'spec.contract.fields[0].min is 2, above max 1',
    ],
    [
      'bounds on text',
      dataset({
        contract: { fields: [{ name: 'a', type: 'string', max: 1 }] },
      }),
      'spec.contract.fields[0].max is a bound of numbers, but the field has type "string"',
    ],
    [
      'a field listed twice',
      dataset({
        contract: {
          fields: [
            { name: 'a', type: 'string' },
            { name: 'a', type: 'number' },
          ],
        },
      }),
      'spec.contract.fields[1].name "a" is there twice',
    ],
    [
      'a key that no field carries',
      dataset({
        contract: {
          fields: [{ name: 'a', type: 'string' }],
          primaryKey: ['b'],
        },
      }),
      'spec.contract.primaryKey[0] "b" is not among the contract\'s fields (a)',
    ],
    [
      'a line break in free text',
      model({ framework: 'x\ny' }),
      'spec.framework must be one line of plain text',
    ],
    [
      'an hour that no day has',
      pipeline({ schedule: '0 25 * * *' }),
      'spec.schedule has "25" as hour: numbers 0 to 23, "*", ranges "a-b", steps "/n" and lists "a,b" only',
    ],
    [
      'a misspelt type',
      entity('Resource', { type: 'ml_model', owner: 'ml-team' }),
      'spec.type must not be "ml_model", did you mean "ml-model" (kind Resource)?',
    ],
    [
      'a type on the wrong kind',
      entity('Component', { type: 'ml-model', owner: 'ml-team' }),
      'spec.type "ml-model" belongs to kind Resource, not to Component',
    ],
  ])('names %s', (_title, bad, sentence) => {
    expect(checkMlEntity(bad).faults).toEqual([sentence]);
  });

  it('names every fault at once', () => {
    expect(
      checkMlEntity(model({ owner: 7, lifecyle: 'production' })).faults,
    ).toEqual([
      'spec.owner must be text, is 7: put it in quotes',
      expect.stringContaining(
        'spec.lifecyle is not a known field, did you mean "lifecycle"?',
      ),
    ]);
  });
});
