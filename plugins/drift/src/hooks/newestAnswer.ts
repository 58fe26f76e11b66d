import { History } from '@plumbline/backstage-plugin-drift-common';

type Point = History['points'][number];

/**
 * The newest window that has an answer, and the newest of all. Runs are listed
 * by when they began, and one for the past may begin last: only the windows say
 * which answer is the newest.
 */
export function newestAnswer(history: History | undefined): {
  answered?: Point;
  newest?: Point;
} {
  const points = history?.points ?? [];
  return {
    answered: points.findLast(point => point.driftedShare !== null),
    newest: points[points.length - 1],
  };
}
