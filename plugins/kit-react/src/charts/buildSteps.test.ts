import { buildSteps } from './buildSteps';

const steps = buildSteps({
  edges: [0, 1, 11],
  reference: [50, 50],
  current: [0, 20],
  totals: { reference: 100, current: 20 },
});

it('draws the same share lower in a wider bin', () => {
  expect(steps.find(step => step.bin === 0)?.reference).toBeCloseTo(0.5);
  expect(steps.find(step => step.bin === 1)?.reference).toBeCloseTo(0.05);
});

it('begins and ends at the edges', () => {
  expect(steps[0].x).toBe(0);
  expect(steps[steps.length - 1].x).toBe(11);
});

it('draws nothing for a side without rows', () => {
  const [point] = buildSteps({
    edges: [0, 1],
    reference: [3],
    current: [0],
    totals: { reference: 3, current: 0 },
  });
  expect(point.current).toBe(0);
});
