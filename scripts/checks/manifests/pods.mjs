/** Workloads that keep running and answer requests. */
const SERVING = new Set(['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet']);

/** The pods that a set of documents would start, each with the workload that starts it. */
export function listPods(documents) {
  return documents.flatMap(document => {
    const { kind, spec } = document;
    if (SERVING.has(kind) || kind === 'Job') {
      return [toPod(document, spec?.template, '/spec/template')];
    }
    if (kind === 'CronJob') {
      return [
        toPod(
          document,
          spec?.jobTemplate?.spec?.template,
          '/spec/jobTemplate/spec/template',
        ),
      ];
    }
    return [];
  });
}

function toPod(workload, template, path) {
  const spec = template?.spec ?? {};
  const containersOf = field =>
    (spec[field] ?? []).map((container, index) => ({
      ...container,
      path: `${path}/spec/${field}/${index}`,
    }));
  return {
    workload,
    isServing: SERVING.has(workload.kind),
    namespace: workload.metadata?.namespace,
    labels: template?.metadata?.labels ?? {},
    spec,
    path: `${path}/spec`,
    containers: containersOf('containers'),
    allContainers: [
      ...containersOf('initContainers'),
      ...containersOf('containers'),
    ],
  };
}

/** Whether a label selector picks these labels; an empty one picks everything. */
export function selects(selector, labels) {
  const byLabels = Object.entries(selector?.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  const byExpressions = (selector?.matchExpressions ?? []).every(
    ({ key, operator, values }) => {
      switch (operator) {
        case 'In':
          return values.includes(labels[key]);
        case 'NotIn':
          return !values.includes(labels[key]);
        case 'Exists':
          return key in labels;
        case 'DoesNotExist':
          return !(key in labels);
        default:
          throw new Error(`unknown operator ${operator} in a label selector`);
      }
    },
  );
  return byLabels && byExpressions;
}
