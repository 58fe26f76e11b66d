import { groupContributors } from './groupContributors';

it('shows each dimension by itself, the largest first, without what explains nothing', () => {
  const of = (dimension: string, key: string, change: string) => ({
    dimension,
    key,
    change,
  });
  expect(
    groupContributors([
      of('service', 'gpu', '13'),
      of('entity', 'a', '19'),
      of('service', 'cpu', '-2'),
      of('entity', 'b', '0.3'),
    ]),
  ).toEqual([
    ['entity', [of('entity', 'a', '19')]],
    ['service', [of('service', 'gpu', '13'), of('service', 'cpu', '-2')]],
  ]);
  expect(groupContributors([])).toEqual([]);
});
