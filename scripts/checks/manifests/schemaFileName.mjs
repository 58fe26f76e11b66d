/**
 * The file of a kind's schema: `deployment-apps-v1.json`. kubeconform writes the
 * same as `{{ .ResourceKind }}{{ .KindSuffix }}.json`.
 */
export function schemaFileName(apiVersion, kind) {
  const parts = apiVersion.split('/');
  const suffix =
    parts.length === 2 ? [parts[0].split('.')[0], parts[1]] : [parts[0]];
  return `${[kind, ...suffix].join('-').toLowerCase()}.json`;
}
