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

interface Change {
  /** Where it was found, and where it began. */
  found: number;
  at: string;
  isRise: boolean;
}

/** Rises of a series, or falls. */
function findChanges(figures: readonly Scaled[], isRise: boolean): Change[] {
  const values = isRise
    ? figures
    : figures.map(({ at, value }) => ({ at, value: -value }));
  const state = pageHinkley.start(SETTINGS);
  const changes: Change[] = [];
  let start = 0;
  values.forEach(({ value }, found) => {
    if (pageHinkley.update(state, value) === 'drift') {
      const at = findBegin(values.slice(start, found + 1));
      changes.push({ found, at, isRise });
      start = found + 1;
    }
  });
  return changes;
}

/**
 * The window from which on a figure is another than before, by the method of
 * Page and Hinkley over values in units of their standard error. Of several changes
 * in the same direction, as a long decline makes them, the first; what came before a
 * turn is past. It finds small losses that last, which no
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
  const changes = [
    ...findChanges(scaled, true),
    ...findChanges(scaled, false),
  ].sort((a, b) => a.found - b.found);
  const newest = changes.at(-1);
  const lastTurn = changes.findLastIndex(
    ({ isRise }) => isRise !== newest?.isRise,
  );
  return changes.at(lastTurn + 1)?.at;
}
