import { ContainerUsage, RequestAdvice } from './ContainerUsage';

/** Names as Kubernetes allows them (RFC 1123): nothing else may get into a manifest. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Whether a text may be the name of something in Kubernetes. @public */
export function isKubernetesName(text: string): boolean {
  return NAME.test(text);
}

function quote(name: string): string {
  if (!isKubernetesName(name)) {
    throw new RangeError('A name is none that Kubernetes allows.');
  }
  // Names such as 'true' and '1e3' are no texts to YAML otherwise
  return `"${name}"`;
}

/** Where the pods of each kind are described. Those of a Job cannot be changed. */
const TEMPLATES: ReadonlyMap<string, { apiVersion: string; path: string[] }> =
  new Map([
    ['Deployment', { apiVersion: 'apps/v1', path: ['template'] }],
    ['StatefulSet', { apiVersion: 'apps/v1', path: ['template'] }],
    ['DaemonSet', { apiVersion: 'apps/v1', path: ['template'] }],
    [
      'CronJob',
      { apiVersion: 'batch/v1', path: ['jobTemplate', 'spec', 'template'] },
    ],
  ]);

/**
 * A strategic merge patch for Kustomize that sets the suggested requests of
 * one container of a Deployment, StatefulSet, DaemonSet or CronJob; undefined
 * where nothing is suggested, and for what is none of these.
 *
 * @throws RangeError where a name is none
 * @public
 */
export function kustomizePatch(
  {
    namespace,
    workload,
    workloadKind,
    container,
  }: Pick<
    ContainerUsage,
    'namespace' | 'workload' | 'workloadKind' | 'container'
  >,
  advice: readonly RequestAdvice[],
): string | undefined {
  const template = TEMPLATES.get(workloadKind ?? '');
  const requests = advice.flatMap(of =>
    of.kind === 'suggestion' ? [`${of.resource}: ${of.suggested}`] : [],
  );
  if (requests.length === 0 || template === undefined) {
    return undefined;
  }
  const path = ['spec', ...template.path, 'spec', 'containers'];
  const lines = path.map((key, depth) => `${'  '.repeat(depth)}${key}:`);
  const indent = '  '.repeat(path.length);
  return [
    `apiVersion: ${template.apiVersion}`,
    `kind: ${workloadKind}`,
    'metadata:',
    `  name: ${quote(workload)}`,
    `  namespace: ${quote(namespace)}`,
    ...lines,
    `${indent}- name: ${quote(container)}`,
    `${indent}  resources:`,
    `${indent}    requests:`,
    ...requests.map(request => `${indent}      ${request}`),
    '',
  ].join('\n');
}
