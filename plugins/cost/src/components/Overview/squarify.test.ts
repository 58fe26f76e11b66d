import { squarify } from './squarify';

const VALUES = [600, 300, 60, 30, 9, 1];

it.each([4, 1, 0.6])(
  'fills a picture of ratio %d with areas as the values, none over another',
  ratio => {
    const tiles = squarify(VALUES, ratio);
    tiles.forEach((tile, index) => {
      expect(tile.width * tile.height).toBeCloseTo(VALUES[index] / 1000, 9);
      expect(tile.x).toBeGreaterThanOrEqual(0);
      expect(tile.x + tile.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(tile.y + tile.height).toBeLessThanOrEqual(1 + 1e-9);
    });
    const overlaps = tiles.flatMap((a, i) =>
      tiles
        .slice(i + 1)
        .filter(
          b =>
            Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) >
              1e-9 &&
            Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) >
              1e-9,
        ),
    );
    expect(overlaps).toEqual([]);
  },
);

it('makes squares where it can', () => {
  expect(squarify([1, 1, 1, 1], 1)).toEqual([
    { x: 0, y: 0, width: 0.5, height: 0.5 },
    { x: 0, y: 0.5, width: 0.5, height: 0.5 },
    { x: 0.5, y: 0, width: 0.5, height: 0.5 },
    { x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
  ]);
  expect(squarify([], 2)).toEqual([]);
  expect(squarify([5], 2)).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
});
