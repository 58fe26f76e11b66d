import { imageRepository } from '../../locations/reportPath';
import { ecosystemOfFile } from '../../packages/ecosystemOfFile';
import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';

/** `Upgrade to version 1.2 or above.`, `Upgrade libssl to 1.2`: GitLab has no field for it. */
const UPGRADE =
  /^Upgrade (?:\S{1,200} )?to (?:versions? )?([^\n]{1,200}?)(?: or (?:above|later))?\.?$/;

function fixedVersions(solution: string | undefined): string[] {
  const listed = UPGRADE.exec((solution ?? '').slice(0, 500).trim())?.[1] ?? '';
  return listed
    .split(',')
    .map(version => version.trim())
    .filter(version => /^v?\d\S*$/.test(version));
}

/** Ecosystems of the files that a report lists as read. */
export function readEcosystems(report: Loose): ReadonlyMap<string, string> {
  return new Map(
    objectsIn(report.dependency_files).flatMap(file => {
      const path = asText(file.path);
      const manager = asText(file.package_manager);
      return path !== undefined && manager !== undefined
        ? [[path, manager] as const]
        : [];
    }),
  );
}

function ecosystemOf(
  name: string,
  given: {
    file: string | undefined;
    system: string | undefined;
    ecosystems: ReadonlyMap<string, string>;
  },
): string | undefined {
  const { file, system, ecosystems } = given;
  if (file !== undefined) {
    return ecosystemOfFile(file) ?? ecosystems.get(file);
  }
  // Packages of distributions have plain names: others were installed beside them
  return /^[a-z0-9][a-z0-9+._-]*$/i.test(name.slice(0, 300))
    ? system?.split(' ')[0]
    : undefined;
}

/** The package of a vulnerability, by its file's package manager or by the distribution. */
export function packageOf(
  vulnerability: Loose,
  ecosystems: ReadonlyMap<string, string>,
): FindingDraft['package'] {
  const location = asObject(vulnerability.location);
  const dependency = asObject(location?.dependency);
  const name = asText(at(dependency, 'package', 'name'));
  if (name === undefined) {
    return undefined;
  }
  const fixed = fixedVersions(asText(vulnerability.solution));
  return {
    ecosystem: ecosystemOf(name, {
      file: asText(location?.file),
      system: asText(location?.operating_system),
      ecosystems,
    }),
    name,
    version: asText(dependency?.version),
    fixedVersions: fixed,
    fixState: fixed.length > 0 ? 'fixed' : 'unknown',
  };
}

/** What was scanned: an image without its tag, else the file that lists the package. */
export function targetOf(location: Loose | undefined): string | undefined {
  const image =
    asText(location?.image) ??
    asText(at(location, 'kubernetes_resource', 'image'));
  return image === undefined ? asText(location?.file) : imageRepository(image);
}
