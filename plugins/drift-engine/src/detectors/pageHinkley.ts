import { StreamingDetector } from './streamingDetector';

/** @public */
export interface PageHinkleySettings {
  /** Values before anything is said. */
  minimumValues: number;
  /** Size of a rise that is tolerated. */
  tolerance: number;
  /** Accumulated rise from which it is drift. */
  threshold: number;
  /** Weight of what accumulated before, per value. */
  memory: number;
}

/** @public */
export interface PageHinkleyState {
  settings: PageHinkleySettings;
  count: number;
  mean: number;
  accumulated: number;
}

function restart(state: PageHinkleyState): void {
  state.count = 0;
  state.mean = 0;
  state.accumulated = 0;
}

/**
 * Accumulates how far values lie above their running mean; drift when the sum
 * passes the threshold, after which it starts anew. Finds rises. Source: Page
 * (1954), doi:10.1093/biomet/41.1-2.100; settings and forgetting as in river
 * 0.2x.
 *
 * @public
 */
export const pageHinkley: StreamingDetector<
  PageHinkleyState,
  PageHinkleySettings
> = {
  id: 'pageHinkley',
  title: 'Page-Hinkley',
  source: 'Page (1954), doi:10.1093/biomet/41.1-2.100',
  reads: 'numbers',
  finds: 'rise',
  start: settings => ({
    settings: {
      minimumValues: 30,
      tolerance: 0.005,
      threshold: 50,
      memory: 0.9999,
      ...settings,
    },
    count: 0,
    mean: 0,
    accumulated: 0,
  }),
  update(state, value) {
    if (!Number.isFinite(value)) {
      return 'stable';
    }
    const { minimumValues, tolerance, threshold, memory } = state.settings;
    state.count += 1;
    state.mean += (value - state.mean) / state.count;
    state.accumulated = Math.max(
      0,
      memory * state.accumulated + (value - state.mean - tolerance),
    );
    // The published method starts its count at one, hence the one value less.
    if (state.count + 1 < minimumValues || state.accumulated < threshold) {
      return 'stable';
    }
    restart(state);
    return 'drift';
  },
};
