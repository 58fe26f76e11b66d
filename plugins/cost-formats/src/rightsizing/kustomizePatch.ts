import { ContainerUsage, RequestAdvice } from './ContainerUsage';

/** Names as Kubernetes allows them (RFC 1123): nothing else may get into a manifest. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

function quote(name: string): string {
  if (!NAME.test(name)) {
    throw new RangeError('A name is none that Kubernetes allows.');
  }
  // Names such as 'true' and '1e3' are no texts to YAML otherwise
  return `"${name}"`;
}

/**
 * A strategic merge patch for Kustomize that sets the suggested requests of
 * one container of a Deployment; undefined where nothing is suggested.
 *
 * @throws RangeError where a name is none
 * @public
 */
export function kustomizePatch(
  {
    namespace,
    workload,
    container,
  }: Pick<ContainerUsage, 'namespace' | 'workload' | 'container'>,
  advice: readonly RequestAdvice[],
): string | undefined {
  const requests = advice.flatMap(of =>
    of.kind === 'suggestion'
      ? [`              ${of.resource}: ${of.suggested}`]
      : [],
  );
  if (requests.length === 0) {
    return undefined;
  }
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${quote(workload)}`,
    `  namespace: ${quote(namespace)}`,
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    `        - name: ${quote(container)}`,
    '          resources:',
    '            requests:',
    ...requests,
    '',
  ].join('\n');
}
