const STEPS = [1, 2, 2.5, 5, 10];
const MOST_INTERVALS = 5;

/** Smallest round step that needs no more than five intervals for a span. */
function findStep(span: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(span / MOST_INTERVALS));
  const factor =
    STEPS.find(step => span / (step * magnitude) <= MOST_INTERVALS) ?? 10;
  return factor * magnitude;
}

/** Evenly spaced round values that enclose a range: the ticks of an axis, its ends included. */
export function niceTicks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const step = findStep(span);
  // The margins absorb what binary fractions lose: 0.3 / 0.1 is a little less than 3.
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
