import { pageHinkley } from '@plumbline/backstage-plugin-drift-engine';

/** A figure of a window, with its 95 % band. */
interface Figure {
  at: string;
  value?: number;
  low?: number;
  high?: number;
}

const BAND_ERRORS = 1.959963984540054;
/**
 * In standard errors: half of one is tolerated, and eight in all are a change.
 * Of series that do not change fewer than one in a hundred has one in ninety
 * windows.
 */
const SETTINGS = {
  minimumValues: 5,
  tolerance: 0.5,
  threshold: 8,
  memory: 1,
};

interface Scaled {
  at: string;
  value: number;
}

/** Where a stretch is most likely to have changed. Source: Hinkley (1970), doi:10.1093/biomet/57.1.1. */
function findBegin(stretch: readonly Scaled[]): string {
  const total = stretch.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  let best = { likelihood: -Infinity, at: stretch[0].at };
  for (let index = 1; index < stretch.length; index += 1) {
    before += stretch[index - 1].value;
    const after = stretch.length - index;
    const apart = (total - before) / after - before / index;
    const likelihood = apart * Math.sqrt((index * after) / stretch.length);
    if (likelihood > best.likelihood) {
      best = { likelihood, at: stretch[index].at };
    }
  }
  return best.at;
}

/** Where the newest lasting rise of a series began. */
function findRise(values: readonly Scaled[]): string | undefined {
  const state = pageHinkley.start(SETTINGS);
  let start = 0;
  let found: string | undefined;
  values.forEach(({ value }, index) => {
    if (pageHinkley.update(state, value) === 'drift') {
      found = findBegin(values.slice(start, index + 1));
      start = index + 1;
    }
  });
  return found;
}

/**
 * The window from which on a figure is another than before, by the method of
 * Page and Hinkley over values in units of their standard error; the newest
 * change when there are several. It finds small losses that last, which no
 * single window shows.
 *
 * @param figures - oldest first
 */
export function findChange(figures: readonly Figure[]): string | undefined {
  const known = figures.flatMap(({ at, value, low, high }) => {
    const error =
      low === undefined || high === undefined
        ? 0
        : (high - low) / 2 / BAND_ERRORS;
    return value !== undefined && error > 0 ? [{ at, value, error }] : [];
  });
  if (known.length === 0) {
    return undefined;
  }
  const first = known[0].value;
  const scaled = known.map(({ at, value, error }) => ({
    at,
    value: (value - first) / error,
  }));
  return [
    findRise(scaled),
    findRise(scaled.map(({ at, value }) => ({ at, value: -value }))),
  ]
    .filter(at => at !== undefined)
    .sort()
    .at(-1);
}
