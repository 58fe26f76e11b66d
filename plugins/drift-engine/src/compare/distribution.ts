import { CategoricalPair, NumericPair, SamplePair } from '../samples/samples';

/** Reference and current side by side, small enough to be stored and drawn. Counts are rows. @public */
export type Distribution =
  | {
      kind: 'numeric';
      /** One more than there are bins; bins are [edge, next edge), the last closed. */
      edges: number[];
      reference: number[];
      current: number[];
      below: { reference: number; current: number };
      above: { reference: number; current: number };
    }
  | {
      kind: 'categorical';
      /** The most frequent first. */
      categories: {
        name: string;
        reference: number;
        current: number;
        isNew: boolean;
      }[];
      other: { reference: number; current: number };
    };

const BINS = 30;
const CATEGORIES = 20;
/** Tails of the baseline that are drawn as "below" and "above" only. */
const TAIL = 0.005;
const MAX_NAME = 100;

/** Smallest reference value below or at which a share of the reference lies. */
function referenceQuantile(pair: NumericPair, share: number): number {
  let cumulative = 0;
  let last = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    if (pair.reference[i] > 0) {
      cumulative += pair.reference[i];
      last = pair.values[i];
      if (cumulative >= share * pair.referenceTotal) {
        return last;
      }
    }
  }
  return last;
}

function numericDistribution(pair: NumericPair): Distribution {
  const low = referenceQuantile(pair, TAIL);
  const high = referenceQuantile(pair, 1 - TAIL);
  const width = (high - low) / BINS;
  const bins = width > 0 && Number.isFinite(width) ? BINS : 1;
  const edges =
    bins === 1
      ? [low, high]
      : [...Array.from({ length: bins }, (_, bin) => low + bin * width), high];
  const reference = new Array<number>(bins).fill(0);
  const current = new Array<number>(bins).fill(0);
  const below = { reference: 0, current: 0 };
  const above = { reference: 0, current: 0 };
  for (let i = 0; i < pair.values.length; i += 1) {
    const value = pair.values[i];
    if (value < low || value > high) {
      const side = value < low ? below : above;
      side.reference += pair.reference[i];
      side.current += pair.current[i];
    } else {
      const bin =
        bins === 1 ? 0 : Math.min(bins - 1, Math.floor((value - low) / width));
      reference[bin] += pair.reference[i];
      current[bin] += pair.current[i];
    }
  }
  return { kind: 'numeric', edges, reference, current, below, above };
}

function categoricalDistribution(pair: CategoricalPair): Distribution {
  const order = pair.categories
    .map((name, index) => ({
      name: name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name,
      reference: pair.reference[index],
      current: pair.current[index],
      isNew: pair.reference[index] === 0,
    }))
    .sort(
      (a, b) =>
        b.reference / pair.referenceTotal +
          b.current / pair.currentTotal -
          (a.reference / pair.referenceTotal + a.current / pair.currentTotal) ||
        (a.name < b.name ? -1 : 1),
    );
  const rest = order.slice(CATEGORIES);
  return {
    kind: 'categorical',
    categories: order.slice(0, CATEGORIES),
    other: {
      reference: rest.reduce((sum, { reference }) => sum + reference, 0),
      current: rest.reduce((sum, { current }) => sum + current, 0),
    },
  };
}

/** What a chart shows of a pair; undefined when a side is empty. */
export function distributionOf(pair: SamplePair): Distribution | undefined {
  if (pair.referenceTotal === 0 || pair.currentTotal === 0) {
    return undefined;
  }
  return pair.kind === 'numeric'
    ? numericDistribution(pair)
    : categoricalDistribution(pair);
}
