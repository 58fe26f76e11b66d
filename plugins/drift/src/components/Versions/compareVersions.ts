import { ModelVersion } from '@plumbline/backstage-plugin-drift-common';

/** One metric or parameter of two versions. */
export interface ComparedRow<T> {
  name: string;
  left?: T;
  right?: T;
}

/** Name that tells a version apart from those of other registries. */
export function versionKey(version: ModelVersion): string {
  return `${version.instance}/${version.model}/${version.version}`;
}

/** Every name that either side has, in alphabetical order. */
export function compareRecords<T>(
  left: Record<string, T>,
  right: Record<string, T>,
): ComparedRow<T>[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names
    .sort((a, b) => a.localeCompare(b))
    .map(name => ({ name, left: left[name], right: right[name] }));
}

/**
 * The two versions to put side by side: what the address names, otherwise the
 * newest and the one before it. The list has the newest first.
 */
export function choosePair(
  versions: readonly ModelVersion[],
  wanted: { left?: string; right?: string },
): { left?: ModelVersion; right?: ModelVersion } {
  const find = (key?: string) =>
    versions.find(version => versionKey(version) === key);
  return {
    left: find(wanted.left) ?? versions[1] ?? versions[0],
    right: find(wanted.right) ?? versions[0],
  };
}
