/** A rectangle in shares of the whole picture, from 0 to 1. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Box = Tile;

/** How far from a square the worst tile of a row is; 1 is a square. */
function worstOf(areas: readonly number[], side: number): number {
  const sum = areas.reduce((total, area) => total + area, 0);
  const thickness = sum / side;
  return Math.max(
    ...areas.map(area => {
      const length = area / thickness;
      return Math.max(length / thickness, thickness / length);
    }),
  );
}

/** Puts a row of tiles along the shorter side of a box; answers what is left of it. */
function placeRow(areas: readonly number[], box: Box, tiles: Tile[]): Box {
  const sum = areas.reduce((total, area) => total + area, 0);
  const isColumn = box.width >= box.height;
  const side = isColumn ? box.height : box.width;
  const thickness = sum / side;
  let offset = 0;
  for (const area of areas) {
    const length = area / thickness;
    tiles.push(
      isColumn
        ? { x: box.x, y: box.y + offset, width: thickness, height: length }
        : { x: box.x + offset, y: box.y, width: length, height: thickness },
    );
    offset += length;
  }
  return isColumn
    ? { ...box, x: box.x + thickness, width: box.width - thickness }
    : { ...box, y: box.y + thickness, height: box.height - thickness };
}

/**
 * Tiles whose areas are as the values, as square as can be: the squarified
 * treemap of Bruls, Huizing and van Wijk (2000).
 *
 * @param values - above zero, the largest first
 * @param ratio - width of the picture over its height
 */
export function squarify(values: readonly number[], ratio: number): Tile[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  const areas = values.map(value => (value / total) * ratio);
  const tiles: Tile[] = [];
  let box: Box = { x: 0, y: 0, width: ratio, height: 1 };
  let row: number[] = [];
  for (const area of areas) {
    const side = Math.min(box.width, box.height);
    const isBetter =
      row.length === 0 || worstOf([...row, area], side) <= worstOf(row, side);
    if (!isBetter) {
      box = placeRow(row, box, tiles);
      row = [];
    }
    row.push(area);
  }
  if (row.length > 0) {
    placeRow(row, box, tiles);
  }
  return tiles.map(({ x, y, width, height }) => ({
    x: x / ratio,
    y,
    width: width / ratio,
    height,
  }));
}
