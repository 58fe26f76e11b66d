import { createRow } from '../../__testUtils__/costFixtures';
import { groupRows } from './groupRows';
import { tilesOf } from './tilesOf';

const rowOf = (name: string, amount: string, previous: string | null = null) =>
  createRow({
    entityRef: `component:default/${name}`,
    amount,
    previousSameDays: previous,
  });

it('draws the largest first with how they moved, and what is nobody’s among them', () => {
  const { tiles, credits } = tilesOf(
    groupRows(
      [
        rowOf('steady', '100', '98'),
        rowOf('dear', '50', '10'),
        rowOf('cheap', '20', '90'),
        rowOf('new', '10'),
        rowOf('nothing', '0', '5'),
        rowOf('credit', '-5', '-5'),
      ],
      'entity',
    ),
    '60',
  );
  expect(tiles.map(({ is, amount, trend }) => [is, amount, trend])).toEqual([
    ['row', '100', 'same'],
    ['unattributed', '60', 'unknown'],
    ['row', '50', 'dearer'],
    ['row', '20', 'cheaper'],
    ['row', '10', 'unknown'],
  ]);
  expect(credits.map(({ ref }) => ref)).toEqual(['component:default/credit']);
});

it('adds the smallest, which nobody could read', () => {
  const { tiles } = tilesOf(
    groupRows(
      Array.from({ length: 30 }, (_, index) =>
        rowOf(`e${index}`, index < 6 ? '0.1' : '10'),
      ),
      'entity',
    ),
  );
  expect(tiles).toHaveLength(25);
  expect(tiles[24]).toMatchObject({ is: 'rest', count: 6, amount: '0.6' });
});
