import { Entity } from '@backstage/catalog-model';
import { groupByTeam } from './groupByTeam';

const entity = (
  kind: string,
  type: string | undefined,
  name: string,
  owner = 'group:default/ml-team',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: type ? { type } : {},
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

const team = (name: string) => ({
  ref: `group:default/${name}`,
  name,
  title: name,
});

it('puts every entity of a team in one part and leaves out those of others', () => {
  const groups = groupByTeam(
    [team('ml-team'), team('data-team')],
    [
      entity('System', undefined, 'scoring'),
      entity('Component', 'ml-pipeline', 'train'),
      entity('Component', 'service', 'serve'),
      entity('Resource', 'ml-model', 'churn'),
      entity('Resource', 'dataset', 'customers'),
      entity('Resource', 'database', 'features'),
      entity('API', 'openapi', 'score'),
      entity('Component', 'service', 'not-mine', 'group:default/core-team'),
    ],
  );
  expect(
    groups[0].parts.map(part => [
      part.title,
      part.entities.map(({ metadata }) => metadata.name),
    ]),
  ).toEqual([
    ['Systems', ['scoring']],
    ['Pipelines', ['train']],
    ['Components', ['serve']],
    ['Models', ['churn']],
    ['Data', ['customers']],
    ['APIs', ['score']],
    ['Other resources', ['features']],
  ]);
  expect(groups[1].parts).toEqual([]);
});
