import { sketchDistribution } from './sketchDistribution';

const none = { reference: 0, current: 0 };
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

it('spreads bins of any width over bars of one width', () => {
  const sketch = sketchDistribution({
    kind: 'numeric',
    edges: [0, 8, 12, 14, 15, 16],
    reference: [80, 40, 20, 10, 10],
    current: [0, 0, 0, 0, 160],
    below: none,
    above: none,
  })!;
  expect(sketch.reference).toEqual(Array.from({ length: 16 }, () => 0.0625));
  expect(sketch.current.slice(0, 15)).toEqual(Array(15).fill(0));
  expect(sketch.current[15]).toBe(1);
});

it('is not squeezed by a few rows far away, and loses none of them', () => {
  const { reference } = sketchDistribution({
    kind: 'numeric',
    edges: [0, 1, 2, 3, 4, 1_000_000],
    reference: [250, 250, 250, 249, 1],
    current: [250, 250, 250, 250, 0],
    below: none,
    above: { reference: 1, current: 0 },
  })!;
  expect(reference.filter(share => share > 0.05)).toHaveLength(16);
  expect(sum(reference)).toBeCloseTo(1, 2);
});

it.each([
  ['one value', [5, 5], [10], [10]],
  ['no rows', [0, 1], [0], [0]],
  ['edges as wide as numbers go', [-1e308, 1e308], [10], [10]],
])('draws %s or nothing, and never forever', (_, edges, reference, current) => {
  const sketch = sketchDistribution({
    kind: 'numeric',
    edges,
    reference,
    current,
    below: none,
    above: none,
  });
  for (const share of [
    ...(sketch?.reference ?? []),
    ...(sketch?.current ?? []),
  ]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
});

it('keeps categories in their order and adds the rest to one bar', () => {
  const categories = Array.from({ length: 40 }, (_, at) => ({
    name: `c${at}`,
    reference: 10,
    current: at === 0 ? 400 : 0,
    isNew: false,
  }));
  const sketch = sketchDistribution({
    kind: 'categorical',
    categories,
    other: none,
  })!;
  expect(sketch.reference).toHaveLength(16);
  expect(sketch.current[0]).toBe(1);
  expect(sketch.reference[15]).toBe(0.625);
});
