import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { checkName } from '@plumbline/backstage-plugin-kit-common';
import { parseByteSize } from './domain/byteSize';

/** Settings of the Git host as plain values. */
export interface GitHostConfig {
  directory: string;
  maxPushBytes: number;
  /** Where the portal's pages and raw addresses live. */
  baseUrls: string[];
  gitopsRepository: { owner: string; name: string };
  arePermissionsEnabled: boolean;
  /** Groups whose names nobody may found a team under; see the permission policy. */
  adminGroups: string[];
}

const KNOWN_KEYS = ['directory', 'maxPushSize'];
const DEFAULT_DIRECTORY = '.data/git';
const DEFAULT_MAX_PUSH_SIZE = '50MiB';
const DEFAULT_GITOPS_REPOSITORY = 'platform-team/gitops';

function refuse(key: string, reason: string): never {
  throw new InputError(`Invalid configuration: ${key} ${reason}`);
}

function readMaxPushBytes(config: Config): number {
  const text =
    config.getOptionalString('gitHost.maxPushSize') ?? DEFAULT_MAX_PUSH_SIZE;
  return (
    parseByteSize(text) ??
    refuse(
      'gitHost.maxPushSize',
      `is "${text}", but must be a whole number with KiB, MiB or GiB, such as "50MiB"`,
    )
  );
}

export function readGitopsRepository(config: Config) {
  const key = 'plumbline.gitops.repository';
  const text = config.getOptionalString(key) ?? DEFAULT_GITOPS_REPOSITORY;
  const [owner, name, ...rest] = text.split('/');
  if (name === undefined || rest.length > 0) {
    refuse(key, `is "${text}", but must be "<owner>/<name>"`);
  }
  for (const part of [owner, name]) {
    const verdict = checkName(part);
    if (!verdict.ok) {
      refuse(key, `is "${text}", but "${part}" is no name: ${verdict.reason}`);
    }
  }
  return { owner, name };
}

/** Folder that holds the repositories, below the working folder of the backend unless absolute. */
export function readDirectory(config: Config): string {
  const directory =
    config.getOptionalString('gitHost.directory') ?? DEFAULT_DIRECTORY;
  return resolve(directory);
}

/** Base addresses below which `/git/` belongs to the Git host. */
export function readBaseUrls(config: Config): string[] {
  return [
    ...new Set(
      ['app.baseUrl', 'backend.baseUrl'].flatMap(
        key => config.getOptionalString(key) ?? [],
      ),
    ),
  ];
}

/** Reads and checks the configuration; whatever is wrong is named with its key. */
export function readGitHostConfig(config: Config): GitHostConfig {
  const keys = config.getOptionalConfig('gitHost')?.keys() ?? [];
  const unknown = keys.find(key => !KNOWN_KEYS.includes(key));
  if (unknown) {
    refuse(
      `gitHost.${unknown}`,
      `is not a setting of the Git host; it knows ${KNOWN_KEYS.map(
        key => `gitHost.${key}`,
      ).join(' and ')}`,
    );
  }
  const baseUrls = readBaseUrls(config);
  if (baseUrls.length === 0) {
    refuse('app.baseUrl', 'is missing: the Git host needs it for its links');
  }
  return {
    directory: readDirectory(config),
    maxPushBytes: readMaxPushBytes(config),
    baseUrls,
    gitopsRepository: readGitopsRepository(config),
    adminGroups: (
      config.getOptionalStringArray('plumbline.adminGroups') ?? []
    ).map(ref => ref.toLocaleLowerCase('en-US')),
    arePermissionsEnabled:
      config.getOptionalBoolean('permission.enabled') ?? false,
  };
}
