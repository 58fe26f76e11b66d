import { ecdf } from './ecdf';

it('rises from what lies below the bins to what does not lie above them', () => {
  expect(
    ecdf({ edges: [0, 1, 10], counts: [2, 5], below: 1, above: 2 }),
  ).toEqual([
    { x: 0, share: 0.1 },
    { x: 1, share: 0.3 },
    { x: 10, share: 0.8 },
  ]);
});

it('has no line without rows', () => {
  expect(ecdf({ edges: [0, 1], counts: [0], below: 0, above: 0 })).toEqual([]);
});
