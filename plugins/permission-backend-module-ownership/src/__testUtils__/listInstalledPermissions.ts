import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Permission, isPermission } from '@backstage/plugin-permission-common';

const ROOT = resolvePackagePath(
  '@plumbline/backstage-plugin-permission-backend-module-ownership',
  '../..',
);
const fromRoot = createRequire(join(ROOT, 'package.json'));

type Manifest = {
  dependencies?: Record<string, string>;
  exports?: Record<string, unknown>;
};

function readManifest(name: string): Manifest | undefined {
  const path = join(ROOT, 'node_modules', name, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The contract packages of everything that the portal's backend installs. */
function listContractPackages(): string[] {
  const backend: Manifest = JSON.parse(
    readFileSync(join(ROOT, 'packages/backend/package.json'), 'utf8'),
  );
  const installed = Object.keys(backend.dependencies ?? {});
  const all = installed.flatMap(name =>
    Object.keys(readManifest(name)?.dependencies ?? {}),
  );
  return [...new Set(all)].filter(name =>
    /^@[^/]+\/(backstage-)?plugin-.*-common$/.test(name),
  );
}

/** Every permission that a plugin of the portal's backend declares, by its name. */
export function listInstalledPermissions(): Permission[] {
  const entries = listContractPackages().flatMap(name => [
    name,
    ...(readManifest(name)?.exports?.['./alpha'] ? [`${name}/alpha`] : []),
  ]);
  const found = entries
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    .map(entry => require(fromRoot.resolve(entry)) as object)
    .flatMap(exported => Object.values(exported))
    .flat()
    .filter(isDeclaration);
  return [...new Map(found.map(item => [item.name, item])).values()];
}

function isDeclaration(value: unknown): value is Permission {
  const candidate = value as Permission | undefined;
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    typeof candidate.attributes === 'object' &&
    isPermission(candidate, candidate)
  );
}
