/** Rows that the operator gave a name. */
interface KnownDataSet {
  source: string;
  path: string;
  timeColumn?: string;
  window?: string;
}

/** Every morning, when yesterday is whole. */
const SCHEDULE = '15 4 * * *';

/**
 * The monitor document that two annotations stand for. Names that the operator
 * has not configured stay in the text as they are, so that reading it fails with
 * a reason that names them.
 */
export function buildAnnotatedDocument(options: {
  entityRef: string;
  baseline: string | undefined;
  window: string | undefined;
  dataSets: ReadonlyMap<string, KnownDataSet>;
}): string {
  const { entityRef, dataSets } = options;
  const find = (annotation: string, name: string | undefined) => {
    const dataSet = name === undefined ? undefined : dataSets.get(name);
    return (
      dataSet ?? {
        [name === undefined
          ? `the annotation ${annotation} is missing`
          : `${annotation} names "${name}", which drift.datasets does not have`]:
          true,
      }
    );
  };
  const baseline = find('plumbline.dev/drift-baseline', options.baseline);
  const window = find('plumbline.dev/drift-window', options.window);
  return JSON.stringify(
    {
      apiVersion: 'plumbline.dev/v1alpha1',
      kind: 'DriftMonitor',
      metadata: { name: 'inputs' },
      spec: {
        entity: entityRef,
        baseline:
          'source' in baseline
            ? { source: baseline.source, path: baseline.path }
            : baseline,
        window:
          'source' in window
            ? {
                source: window.source,
                path: window.path,
                timeColumn: window.timeColumn,
                length: window.window,
              }
            : window,
        schedule: SCHEDULE,
      },
    },
    undefined,
    2,
  );
}
