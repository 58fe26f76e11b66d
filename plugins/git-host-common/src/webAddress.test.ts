import { buildWebPath } from './webAddress';

describe('buildWebPath', () => {
  const repository = { owner: 'ml-team', name: 'churn' };

  it.each([
    [{}, '/git/ml-team/churn'],
    [{ kind: 'tree', ref: 'main' } as const, '/git/ml-team/churn/tree/main'],
    [
      { kind: 'blob', ref: 'feature/x', path: 'docs/a b#.md' } as const,
      '/git/ml-team/churn/blob/feature%2Fx/docs/a%20b%23.md',
    ],
  ])('writes %j as %s', (place, path) => {
    expect(buildWebPath({ ...repository, ...place })).toBe(path);
  });
});
