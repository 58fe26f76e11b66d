import { PackageURL } from 'packageurl-js';

/** Ecosystems by the words that scanners use for them, as types of package URLs. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['alpine', 'apk'],
  ['apk', 'apk'],
  ['wolfi', 'apk'],
  ['chainguard', 'apk'],
  ['debian', 'deb'],
  ['ubuntu', 'deb'],
  ['deb', 'deb'],
  ['redhat', 'rpm'],
  ['centos', 'rpm'],
  ['rocky', 'rpm'],
  ['alma', 'rpm'],
  ['almalinux', 'rpm'],
  ['fedora', 'rpm'],
  ['oracle', 'rpm'],
  ['amazon', 'rpm'],
  ['suse', 'rpm'],
  ['opensuse', 'rpm'],
  ['photon', 'rpm'],
  ['azurelinux', 'rpm'],
  ['cbl-mariner', 'rpm'],
  ['rpm', 'rpm'],
  ['npm', 'npm'],
  ['node-pkg', 'npm'],
  ['yarn', 'npm'],
  ['pnpm', 'npm'],
  ['bun', 'npm'],
  ['pypi', 'pypi'],
  ['pip', 'pypi'],
  ['pipenv', 'pypi'],
  ['poetry', 'pypi'],
  ['uv', 'pypi'],
  ['python', 'pypi'],
  ['python-pkg', 'pypi'],
  ['gem', 'gem'],
  ['bundler', 'gem'],
  ['gemspec', 'gem'],
  ['rubygems', 'gem'],
  ['go', 'golang'],
  ['gomod', 'golang'],
  ['gobinary', 'golang'],
  ['golang', 'golang'],
  ['go-module', 'golang'],
  ['maven', 'maven'],
  ['pom', 'maven'],
  ['jar', 'maven'],
  ['gradle', 'maven'],
  ['java-archive', 'maven'],
  ['cargo', 'cargo'],
  ['rustbinary', 'cargo'],
  ['rust-crate', 'cargo'],
  ['crates.io', 'cargo'],
  ['nuget', 'nuget'],
  ['dotnet', 'nuget'],
  ['dotnet-core', 'nuget'],
  ['composer', 'composer'],
  ['packagist', 'composer'],
  ['php-composer', 'composer'],
  ['hex', 'hex'],
  ['conan', 'conan'],
  ['pub', 'pub'],
  ['swift', 'swift'],
  ['cocoapods', 'cocoapods'],
  ['github-actions', 'githubactions'],
]);

/** Distributions that are the namespace of their packages. */
const DISTRIBUTIONS = new Set([
  'alpine',
  'wolfi',
  'chainguard',
  'debian',
  'ubuntu',
  'redhat',
  'centos',
  'rocky',
  'alma',
  'almalinux',
  'fedora',
  'oracle',
  'amazon',
  'suse',
  'opensuse',
]);

/** Splits a name into what its ecosystem calls namespace and name. */
function splitName(type: string, name: string): [string | undefined, string] {
  if (type === 'maven' && name.includes(':')) {
    const [group, artifact] = name.split(':');
    return [group, artifact];
  }
  if (['npm', 'golang', 'composer'].includes(type)) {
    const slash = name.lastIndexOf('/');
    return slash > 0
      ? [name.slice(0, slash), name.slice(slash + 1)]
      : [undefined, name];
  }
  return [undefined, name];
}

/** Names of Python are the same whatever their case and separators (PEP 503). */
function canonicalName(type: string, name: string): string {
  return type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

/**
 * A package URL without qualifiers, from the one that a report gives or from
 * ecosystem and name; undefined where neither makes one.
 *
 * @see https://github.com/package-url/purl-spec
 * @public
 */
export function packageUrl(given: {
  purl?: string;
  ecosystem?: string;
  name: string;
  version?: string;
}): string | undefined {
  const version = given.version;
  if (given.purl !== undefined && given.purl.length <= 1000) {
    try {
      const parsed = PackageURL.fromString(given.purl);
      return new PackageURL(
        parsed.type,
        parsed.namespace,
        canonicalName(parsed.type, parsed.name),
        parsed.version ?? version,
        undefined,
        undefined,
      ).toString();
    } catch {
      // A broken one is built anew
    }
  }
  const ecosystem = given.ecosystem?.toLowerCase().split(':')[0];
  const type = ecosystem === undefined ? undefined : TYPES.get(ecosystem);
  if (type === undefined || given.name === '') {
    return undefined;
  }
  const [namespace, name] = splitName(type, canonicalName(type, given.name));
  try {
    return new PackageURL(
      type,
      namespace ?? (DISTRIBUTIONS.has(ecosystem!) ? ecosystem : undefined),
      name,
      version,
      undefined,
      undefined,
    ).toString();
  } catch {
    return undefined;
  }
}

/** Distributions that scanners call by several names: Syft by the id that the system has, Trivy by its own. */
const SAME_DISTRIBUTION: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['amzn', 'amazon'],
  ['ol', 'oracle'],
  ['almalinux', 'alma'],
]);

/**
 * A package URL without its version, the same for every scanner: what a version
 * bump does not change.
 *
 * @public
 */
export function withoutVersion(purl: string): string {
  const path = purl.split(/[?#]/)[0];
  const at = path.lastIndexOf('@');
  const name = at > path.lastIndexOf('/') ? path.slice(0, at) : path;
  return name.startsWith('pkg:rpm/')
    ? name.replace(
        /^pkg:rpm\/([^/]+)/,
        (_, namespace) =>
          `pkg:rpm/${SAME_DISTRIBUTION.get(namespace) ?? namespace}`,
      )
    : name;
}
