import { CatalogThing, findMembers, listNeighbours } from './modelMembers';

const MODEL = 'resource:default/churn';
const OTHER = 'resource:default/fraud';

/** A catalog with both directions of its arrows. */
function catalogOf(
  things: Record<
    string,
    { type: string; purpose?: string; dependsOn?: string[] }
  >,
): (ref: string) => CatalogThing | undefined {
  const found = new Map(
    Object.entries(things).map(([ref, { type, purpose, dependsOn = [] }]) => [
      ref,
      {
        entityRef: ref,
        kind: ref.split(':')[0],
        type,
        purpose,
        dependsOn,
        dependents: Object.entries(things)
          .filter(([, other]) => other.dependsOn?.includes(ref))
          .map(([other]) => other),
      },
    ]),
  );
  return ref => found.get(ref);
}

const train = 'component:default/churn-training';
const server = 'component:default/api';
const scoring = 'component:default/churn-scoring';
const features = 'resource:default/churn-features';
const artifacts = 'resource:default/artifacts';
const scores = 'resource:default/churn-scores';

const things = {
  [MODEL]: { type: 'ml-model', dependsOn: [train] },
  [OTHER]: { type: 'ml-model' },
  [train]: {
    type: 'ml-pipeline',
    purpose: 'training',
    dependsOn: [features, artifacts],
  },
  [server]: { type: 'model-server', dependsOn: [MODEL, OTHER, artifacts] },
  [scoring]: {
    type: 'ml-pipeline',
    purpose: 'batch-scoring',
    dependsOn: [MODEL, features],
  },
  [features]: { type: 'dataset' },
  [artifacts]: { type: 'bucket' },
  [scores]: { type: 'dataset', dependsOn: [scoring, features] },
  'component:default/shop': { type: 'service', dependsOn: [MODEL, scores] },
};

const rolesOf = (find: (ref: string) => CatalogThing | undefined) =>
  Object.fromEntries(
    findMembers(MODEL, find).map(({ entityRef, role, sharers }) => [
      entityRef,
      `${role} of ${sharers.length}`,
    ]),
  );

describe('findMembers', () => {
  it('knows what makes the model, what answers for it, and what it alone uses', () => {
    expect(rolesOf(catalogOf(things))).toEqual({
      [MODEL]: 'model of 1',
      [train]: 'pipeline of 1',
      [server]: 'server of 2',
      [scoring]: 'server of 1',
      // Its scores are made by its own scoring
      [features]: 'resource of 1',
    });
    expect(
      findMembers(MODEL, catalogOf(things)).find(
        ({ entityRef }) => entityRef === server,
      )?.sharers,
    ).toEqual([MODEL, OTHER]);
  });

  it('has no resource that anybody else uses, or that a shared pipeline does', () => {
    expect(
      rolesOf(
        catalogOf({
          ...things,
          'component:default/report': {
            type: 'service',
            dependsOn: [features],
          },
        }),
      ),
    ).not.toHaveProperty([features]);
    const shared = rolesOf(
      catalogOf({
        ...things,
        [OTHER]: { type: 'ml-model', dependsOn: [train] },
      }),
    );
    expect(shared[train]).toBe('pipeline of 2');
    expect(shared).not.toHaveProperty([features]);
  });

  it('takes a model that it is made from for no resource, and its pipeline for no server of that', () => {
    const find = catalogOf({
      ...things,
      [train]: { type: 'ml-pipeline', purpose: 'training', dependsOn: [OTHER] },
    });
    expect(rolesOf(find)).toMatchObject({ [train]: 'pipeline of 1' });
    expect(rolesOf(find)).not.toHaveProperty([OTHER]);
    expect(
      findMembers(OTHER, find).map(({ entityRef }) => entityRef),
    ).not.toContain(train);
  });

  it('counts a pipeline that makes the model and scores with it once', () => {
    const find = catalogOf({
      ...things,
      [MODEL]: { type: 'ml-model', dependsOn: [scoring] },
    });
    expect(
      findMembers(MODEL, find).filter(({ entityRef }) => entityRef === scoring),
    ).toEqual([{ entityRef: scoring, role: 'pipeline', sharers: [MODEL] }]);
  });

  it('knows nothing of what is not there, and the models of other portals', () => {
    expect(findMembers(MODEL, () => undefined)).toEqual([]);
    const find = catalogOf({
      ...things,
      [OTHER]: { type: 'ai-model' },
    });
    expect(findMembers(OTHER, find).map(({ entityRef }) => entityRef)).toEqual([
      OTHER,
      server,
    ]);
  });

  it('does not look at all that depends on what everything uses', () => {
    const users = Array.from(
      { length: 51 },
      (_, index) => `component:a/${index}`,
    );
    const cluster = {
      entityRef: 'resource:default/cluster',
      kind: 'resource',
      type: 'cluster',
      dependsOn: [],
      dependents: users,
    };
    expect(listNeighbours(cluster)).toEqual([]);
    expect(listNeighbours({ ...cluster, dependents: [MODEL] })).toEqual([
      MODEL,
    ]);
  });
});
