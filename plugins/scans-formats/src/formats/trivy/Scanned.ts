import { imageRepository, reportPath } from '../../locations/reportPath';
import { Loose, asText, asTexts, at } from '../../read/loose';

/** What a part of a report is about. */
export interface Scanned {
  kind: 'image' | 'files' | 'workload';
  /** The image without its tag, `namespace/Kind/name` of a workload; files have none. */
  name?: string;
  /** The distribution in it, for its packages. */
  distribution?: string;
}

/** What Trivy writes behind the name of what has an operating system: ` (alpine 3.10.2)`. */
const SYSTEM = / \([^()]{1,100}\)$/;
const ARCHIVE = /\.(tar|tgz|tar\.gz|tar\.zst)$/i;
const FILES = new Set(['filesystem', 'repository']);

/** Names of packages that are listed together, which are no files. */
const COLLECTIONS = new Set([
  'Node.js',
  'Python',
  'Java',
  'Ruby',
  'Conda',
  'Julia',
  'PHP',
  'OS Packages',
  'Loose File License(s)',
]);

/** The name of what a result is about, without its operating system. */
export function withoutSystem(target: string): string {
  return target.replace(SYSTEM, '');
}

/** The file that a result is about; undefined for what is none. */
export function fileOf(target: string | undefined): string | undefined {
  if (
    target === undefined ||
    COLLECTIONS.has(target) ||
    SYSTEM.test(target.slice(-200))
  ) {
    return undefined;
  }
  // The version of a module that was fetched is no part of its place
  return reportPath(
    target.replace(/([?&])ref=[^&/]*&?/, '$1').replace(/\?(?=\/|$)/, ''),
  );
}

/**
 * What a report or a legacy list is about: an image if it says so or if one of
 * its results is about an operating system, else files.
 */
export function scannedBy(report: Loose, results: readonly Loose[]): Scanned {
  const type = asText(report.ArtifactType);
  const distribution = asText(at(report, 'Metadata', 'OS', 'Family'));
  const withSystem = results
    .map(({ Target }) => asText(Target) ?? '')
    .find(target => SYSTEM.test(target.slice(-200)));
  const tag = asTexts(at(report, 'Metadata', 'RepoTags'))[0];
  if (
    type === undefined
      ? withSystem === undefined && tag === undefined
      : FILES.has(type)
  ) {
    return { kind: 'files', distribution };
  }
  const artifact = asText(report.ArtifactName);
  // The name of an archive is the name of a build's step, not of the image in it
  const name =
    artifact === undefined || ARCHIVE.test(artifact)
      ? (tag ?? artifact ?? withSystem)
      : artifact;
  return {
    kind: 'image',
    name: name === undefined ? undefined : imageRepository(withoutSystem(name)),
    distribution,
  };
}
