import { CostSubject } from './CostFact';

/**
 * Tags and labels that name the run of a pipeline, the surest first: ours,
 * MLflow, Kubeflow Pipelines (whose pods are Argo's, too), Argo Workflows,
 * Prefect, Dagster, Metaflow, Tekton, Airflow.
 *
 * @public
 */
export const DEFAULT_RUN_KEYS: readonly string[] = [
  'plumbline.dev/run-id',
  'plumbline.dev/run',
  'mlflow.org/run-id',
  'mlflow.run_id',
  'pipeline/runid',
  'workflows.argoproj.io/workflow',
  'prefect.io/flow-run-id',
  'dagster/run-id',
  'metaflow/run_id',
  'tekton.dev/pipelineRun',
  'run_id',
];

/** A longer text names no run. */
const MAX_LENGTH = 255;
/** Keys are few; where they are not, they are folded again. */
const MAX_REMEMBERED = 5_000;

/** Prometheus, OpenCost and clouds write other signs for what their keys may not hold, and say in front whose they are. */
function foldKey(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')
    .replace(/^(?:user|label)_/, '');
}

/**
 * Tells of subjects the run of a pipeline that they were charged for, by their
 * tags and labels. Of several keys the first of the list counts, and a label
 * before a tag.
 *
 * @param keys - compared without regard to case and to the signs between words
 * @public
 */
export function createRunNamer(
  keys: readonly string[] = DEFAULT_RUN_KEYS,
): (
  subject: Pick<CostSubject, 'tags' | 'labels' | 'isIdle'>,
) => string | undefined {
  const places = new Map<string, number>();
  for (const key of keys) {
    const folded = foldKey(key);
    places.set(folded, places.get(folded) ?? places.size);
  }
  const remembered = new Map<string, number>();

  function placeOf(key: string): number {
    let place = remembered.get(key);
    if (place === undefined) {
      place = places.get(foldKey(key)) ?? Infinity;
      if (remembered.size >= MAX_REMEMBERED) {
        remembered.clear();
      }
      remembered.set(key, place);
    }
    return place;
  }

  return ({ tags, labels, isIdle }) => {
    // What nobody used is no run's
    if (isIdle) {
      return undefined;
    }
    let best = Infinity;
    let run: string | undefined;
    for (const pairs of [labels, tags]) {
      for (const [key, value] of pairs) {
        const place = placeOf(key);
        const name = place < best ? value.trim() : '';
        if (name !== '' && name.length <= MAX_LENGTH) {
          best = place;
          run = name;
        }
      }
    }
    return run;
  };
}
