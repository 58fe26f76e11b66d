import { InputError } from '@backstage/errors';
import { SerializedFile } from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { createHash } from 'node:crypto';

/** Where a generated repository says how it was made. */
export const PROVENANCE_PATH = '.plumbline/provenance.json';

function sortKeys(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(item => sortKeys(item)!);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map(key => [key, sortKeys(value[key])]),
    );
  }
  return value;
}

function assertNoSecret(
  value: JsonValue | undefined,
  secrets: string[],
  path: string,
): void {
  if (typeof value === 'string') {
    if (secrets.some(secret => secret !== '' && value.includes(secret))) {
      throw new InputError(
        `${path} holds a secret of this task; it may not be written to the repository`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      assertNoSecret(item, secrets, `${path}.${key}`);
    }
  }
}

/**
 * The text of the provenance file: same inputs and files, same bytes. It leaves
 * itself out of the list.
 */
export function buildProvenance(options: {
  template: string;
  version: string;
  inputs: JsonObject;
  files: SerializedFile[];
  secrets: string[];
}): string {
  const { template, version, inputs, files, secrets } = options;
  assertNoSecret(inputs, secrets, 'inputs');
  const hashes = files
    .filter(file => file.path !== PROVENANCE_PATH)
    .map(file => [
      file.path,
      createHash('sha256').update(file.content).digest('hex'),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const provenance = {
    template,
    version,
    inputs: sortKeys(inputs),
    files: Object.fromEntries(hashes),
  };
  return `${JSON.stringify(provenance, undefined, 2)}\n`;
}
