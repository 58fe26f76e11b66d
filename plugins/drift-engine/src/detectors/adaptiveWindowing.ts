import { addToMoments, Moments, noMoments } from '../performance/moments';
import { Detection, StreamingDetector } from './streamingDetector';

/** Totals of one size that are kept before two become one of the double size. */
const TOTALS_OF_A_SIZE = 5;

/** @public */
export interface AdaptiveWindowingSettings {
  /** Chance of a false alarm per look. */
  delta: number;
  /** Looks once in so many values. */
  every: number;
  /** Fewest values on either side of a cut, and in the whole window. */
  minimumSide: number;
  minimumWindow: number;
  /**
   * Which cuts are looked at. `river-0.2x` passes over the newest total of each
   * size, as the C implementation of river whose detections are published;
   * `all` is the method as its authors wrote it and finds changes earlier.
   */
  cuts: 'river-0.2x' | 'all';
}

/** @public */
export interface AdaptiveWindowingState {
  settings: AdaptiveWindowingSettings;
  /** Sums of 1, 2, 4, … values by size; within a size the oldest first. */
  totals: number[][];
  window: Moments;
  ticks: number;
}

function insert(totals: number[][], value: number): void {
  totals[0].push(value);
  for (
    let size = 0;
    size < totals.length && totals[size].length > TOTALS_OF_A_SIZE;
    size += 1
  ) {
    const [older, newer] = totals[size].splice(0, 2);
    if (size + 1 === totals.length) {
      totals.push([]);
    }
    totals[size + 1].push(older + newer);
  }
}

/** Whether the two sides of a cut differ by more than chance allows. */
function isApart(
  state: AdaptiveWindowingState,
  older: { count: number; total: number },
): boolean {
  const { window, settings } = state;
  const { minimumSide } = settings;
  const newerCount = window.count - older.count;
  if (older.count < minimumSide || newerCount < minimumSide) {
    return false;
  }
  const total = window.mean * window.count;
  const apart = Math.abs(
    older.total / older.count - (total - older.total) / newerCount,
  );
  const certainty = Math.log((2 * Math.log(window.count)) / settings.delta);
  const reciprocal =
    1 / (older.count - minimumSide + 1) + 1 / (newerCount - minimumSide + 1);
  const variance = window.squares / window.count;
  return (
    apart >
    Math.sqrt(2 * reciprocal * variance * certainty) +
      (2 / 3) * certainty * reciprocal
  );
}

function hasChanged(state: AdaptiveWindowingState): boolean {
  const older = { count: 0, total: 0 };
  const passedOver = state.settings.cuts === 'all' ? 0 : 1;
  for (let size = state.totals.length - 1; size >= 0; size -= 1) {
    const totals = state.totals[size];
    for (let index = 0; index < totals.length - passedOver; index += 1) {
      older.count += 2 ** size;
      older.total += totals[index];
      if (isApart(state, older)) {
        return true;
      }
    }
  }
  return false;
}

function restart(state: AdaptiveWindowingState): void {
  state.totals = [[]];
  state.window = noMoments();
  state.ticks = 0;
}

/**
 * Keeps a window of values, in logarithmic space, and looks for a cut whose
 * sides have different means; drift when there is one, after which it starts
 * anew. Finds rises and falls. Source: Bifet & Gavaldà (2007), Learning from
 * time-changing data with adaptive windowing, doi:10.1137/1.9781611972771.42.
 *
 * @public
 */
export const adaptiveWindowing: StreamingDetector<
  AdaptiveWindowingState,
  AdaptiveWindowingSettings
> = {
  id: 'adaptiveWindowing',
  title: 'Adaptive windowing (ADWIN)',
  source: 'Bifet & Gavaldà (2007), doi:10.1137/1.9781611972771.42',
  reads: 'numbers',
  finds: 'any',
  start: settings => ({
    settings: {
      delta: 0.002,
      every: 32,
      minimumSide: 5,
      minimumWindow: 10,
      cuts: 'river-0.2x',
      ...settings,
    },
    totals: [[]],
    window: noMoments(),
    ticks: 0,
  }),
  update(state, value): Detection {
    if (!Number.isFinite(value)) {
      return 'stable';
    }
    const { every, minimumWindow } = state.settings;
    insert(state.totals, value);
    addToMoments(state.window, value);
    state.ticks += 1;
    if (
      state.ticks % every !== 0 ||
      state.window.count <= minimumWindow ||
      !hasChanged(state)
    ) {
      return 'stable';
    }
    restart(state);
    return 'drift';
  },
};
