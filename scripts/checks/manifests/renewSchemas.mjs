/**
 * Writes `templates/schemas` again from its sources:
 *
 *   node scripts/checks/manifests/renewSchemas.mjs
 *
 * Needs Go and its module proxy. The files that SOURCES.md calls handwritten
 * stay as they are.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

import { compactSchema } from './compactSchema.mjs';
import { schemaFileName } from './schemaFileName.mjs';
import {
  CUSTOM_RESOURCES,
  KUBERNETES,
  KUBERNETES_WORDS,
} from './schemaSources.mjs';

const target = resolve(import.meta.dirname, '../../../templates/schemas');
const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** Written in YAML as a number or as text. */
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

function download({ module, version }) {
  const answer = execFileSync(
    'go',
    ['mod', 'download', '-json', `${module}@${version}`],
    { encoding: 'utf8' },
  );
  return JSON.parse(answer).Dir;
}

function inline(node, definitions) {
  if (Array.isArray(node)) {
    return node.map(child => inline(child, definitions));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  if (typeof node.$ref === 'string') {
    const name = node.$ref.replace('#/definitions/', '');
    return name === QUANTITY
      ? { anyOf: [{ type: 'number' }, { type: 'string' }] }
      : inline(definitions[name], definitions);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [
      key,
      inline(child, definitions),
    ]),
  );
}

const written = [];

function write(openApi, identity) {
  const file = schemaFileName(identity.apiVersion, identity.kind);
  const schema = compactSchema(openApi, identity);
  writeFileSync(join(target, file), `${JSON.stringify(schema)}\n`);
  written.push(file);
}

const { definitions } = JSON.parse(
  readFileSync(join(download(KUBERNETES), KUBERNETES.file), 'utf8'),
);
for (const [key, words] of Object.entries(KUBERNETES_WORDS)) {
  const [, type, field, list] = /^(.*)\.([^.[]+)(\[\])?$/.exec(key);
  const property = definitions[`io.k8s.api.${type}`]?.properties?.[field];
  if (!property) {
    throw new Error(`${KUBERNETES.file} has no ${key}`);
  }
  (list ? property.items : property).enum = words;
}
const metadata = inline(definitions[OBJECT_META], definitions);

for (const name of KUBERNETES.kinds) {
  const [apiVersion, kind] = name.split(' ');
  const found = Object.values(definitions).find(definition =>
    definition['x-kubernetes-group-version-kind']?.some(
      one =>
        one.kind === kind &&
        [one.group, one.version].filter(Boolean).join('/') === apiVersion,
    ),
  );
  if (!found) {
    throw new Error(`${KUBERNETES.file} has no ${name}`);
  }
  write(inline(found, definitions), { apiVersion, kind, metadata });
}

for (const source of CUSTOM_RESOURCES) {
  const folder = download(source);
  for (const file of source.files) {
    const { spec } = parse(readFileSync(join(folder, file), 'utf8'));
    for (const version of spec.versions.filter(one => one.served)) {
      write(version.schema.openAPIV3Schema, {
        apiVersion: `${spec.group}/${version.name}`,
        kind: spec.names.kind,
        metadata,
      });
    }
  }
}

process.stdout.write(`${written.length} schemas in ${target}\n`);
