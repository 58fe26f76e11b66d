import { StreamingDetector } from './streamingDetector';

/** @public */
export interface DriftDetectionMethodSettings {
  /** Values before anything is said. */
  minimumValues: number;
  /** Deviations above the lowest error rate from which it warns, and from which it is drift. */
  warningDeviations: number;
  driftDeviations: number;
}

/** @public */
export interface DriftDetectionMethodState {
  settings: DriftDetectionMethodSettings;
  count: number;
  errorRate: number;
  /** Rate and deviation where their sum was lowest; absent before the minimum of values. */
  lowest?: { errorRate: number; deviation: number };
}

/**
 * Watches the error rate of a model: warning at two, drift at three standard
 * deviations above its lowest, after which it starts anew. Finds rises. Source:
 * Gama et al. (2004), Learning with Drift Detection, doi:10.1007/978-3-540-28645-5_29.
 *
 * @public
 */
export const driftDetectionMethod: StreamingDetector<
  DriftDetectionMethodState,
  DriftDetectionMethodSettings
> = {
  id: 'driftDetectionMethod',
  title: 'Drift detection method (DDM)',
  source: 'Gama et al. (2004), doi:10.1007/978-3-540-28645-5_29',
  reads: 'errors',
  finds: 'rise',
  start: settings => ({
    settings: {
      minimumValues: 30,
      warningDeviations: 2,
      driftDeviations: 3,
      ...settings,
    },
    count: 0,
    errorRate: 0,
  }),
  update(state, value) {
    if (value !== 0 && value !== 1) {
      return 'stable';
    }
    const { minimumValues, warningDeviations, driftDeviations } =
      state.settings;
    state.count += 1;
    state.errorRate += (value - state.errorRate) / state.count;
    if (state.count <= minimumValues) {
      return 'stable';
    }
    const { errorRate, lowest } = state;
    // Rounding can carry a rate of nothing but errors beyond 1.
    const deviation = Math.sqrt(
      Math.max(0, errorRate * (1 - errorRate)) / state.count,
    );
    const level = errorRate + deviation;
    if (!lowest || level <= lowest.errorRate + lowest.deviation) {
      state.lowest = { errorRate, deviation };
    }
    const base = state.lowest!;
    if (level > base.errorRate + driftDeviations * base.deviation) {
      state.count = 0;
      state.errorRate = 0;
      delete state.lowest;
      return 'drift';
    }
    return level > base.errorRate + warningDeviations * base.deviation
      ? 'warning'
      : 'stable';
  },
};
