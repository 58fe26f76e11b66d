/** Ecosystems by the names of files that list packages. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['package.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['yarn.lock', 'npm'],
  ['pnpm-lock.yaml', 'npm'],
  ['bun.lock', 'npm'],
  ['go.mod', 'golang'],
  ['go.sum', 'golang'],
  ['gemfile.lock', 'gem'],
  ['gemfile', 'gem'],
  ['requirements.txt', 'pypi'],
  ['poetry.lock', 'pypi'],
  ['pipfile.lock', 'pypi'],
  ['pipfile', 'pypi'],
  ['pdm.lock', 'pypi'],
  ['uv.lock', 'pypi'],
  ['setup.py', 'pypi'],
  ['pom.xml', 'maven'],
  ['build.gradle', 'maven'],
  ['build.gradle.kts', 'maven'],
  ['gradle.lockfile', 'maven'],
  ['build.sbt', 'maven'],
  ['cargo.lock', 'cargo'],
  ['composer.lock', 'composer'],
  ['packages.lock.json', 'nuget'],
  ['packages.config', 'nuget'],
  ['conan.lock', 'conan'],
  ['conanfile.txt', 'conan'],
  ['mix.lock', 'hex'],
  ['pubspec.lock', 'pub'],
  ['podfile.lock', 'cocoapods'],
  ['package.resolved', 'swift'],
]);

/** The ecosystem whose packages a file lists, by the file's name; undefined for every other file. */
export function ecosystemOfFile(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return (
    FILES.get(name) ??
    (/^requirements[\w.-]*\.txt$/.test(name) ? 'pypi' : undefined)
  );
}
