import type {
  ColumnResult,
  Distribution,
} from '@plumbline/backstage-plugin-drift-common';

type Sketch = NonNullable<ColumnResult['sketch']>;
type Side = 'reference' | 'current';

const BARS = 16;
/** Rows at either end that do not stretch the picture. */
const TAIL = 0.005;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const round = (value: number) => Math.round(value * 10_000) / 10_000;

function toShares(counts: readonly number[]): number[] {
  const total = sum(counts);
  return counts.map(count => (total > 0 ? round(count / total) : 0));
}

type Numeric = Extract<Distribution, { kind: 'numeric' }>;

/** The edges between which nearly all rows of both sides lie. */
function findRange({ edges, reference, current, below }: Numeric) {
  const totals = { reference: sum(reference), current: sum(current) };
  const shareOf = (side: Side, count: number) => count / (totals[side] || 1);
  let passed =
    (shareOf('reference', below.reference) +
      shareOf('current', below.current)) /
    2;
  let low = 0;
  let high = edges.length - 1;
  for (let bin = 0; bin < reference.length; bin += 1) {
    passed +=
      (shareOf('reference', reference[bin]) +
        shareOf('current', current[bin])) /
      2;
    if (passed <= TAIL) {
      low = bin + 1;
    }
    if (passed >= 1 - TAIL) {
      high = Math.min(high, bin + 1);
    }
  }
  return { low: edges[low], high: edges[Math.max(high, low + 1)] };
}

/** Bins of any width, spread over bars of one width; what lies outside goes to the outer bars. */
function spread(
  distribution: Numeric,
  side: Side,
  { low, high }: { low: number; high: number },
): number[] {
  const { edges, below, above } = distribution;
  const width = (high - low) / BARS;
  const bars = Array.from({ length: BARS }, (_, bar) => {
    const start = bar === 0 ? -Infinity : low + bar * width;
    const end = bar === BARS - 1 ? Infinity : low + (bar + 1) * width;
    return sum(
      distribution[side].map((count, bin) => {
        const [from, to] = [edges[bin], edges[bin + 1]];
        const length = to - from;
        if (!(length > 0 && Number.isFinite(length))) {
          return from >= start && from < end ? count : 0;
        }
        const overlap = Math.min(to, end) - Math.max(from, start);
        return count * Math.max(0, overlap / length);
      }),
    );
  });
  bars[0] += below[side];
  bars[BARS - 1] += above[side];
  return bars;
}

/** A distribution the size of a word: shares of rows in a few bars. */
export function sketchDistribution(
  distribution: Distribution | undefined,
): Sketch | undefined {
  if (!distribution) {
    return undefined;
  }
  if (distribution.kind === 'categorical') {
    const { categories, other } = distribution;
    const shown = categories.slice(0, BARS - 1);
    const rest = (side: Side) =>
      sum(categories.slice(BARS - 1).map(one => one[side])) + other[side];
    const countsOf = (side: Side) => [
      ...shown.map(one => one[side]),
      ...(rest('reference') + rest('current') > 0 ? [rest(side)] : []),
    ];
    return {
      kind: 'categorical',
      reference: toShares(countsOf('reference')),
      current: toShares(countsOf('current')),
    };
  }
  const range = findRange(distribution);
  // A range too wide or too narrow for numbers to tell its bars apart
  if (!(range.high > range.low) || !Number.isFinite(range.high - range.low)) {
    return undefined;
  }
  return {
    kind: 'numeric',
    reference: toShares(spread(distribution, 'reference', range)),
    current: toShares(spread(distribution, 'current', range)),
  };
}
