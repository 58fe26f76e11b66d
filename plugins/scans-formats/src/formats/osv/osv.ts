import { imageRepository } from '../../locations/reportPath';
import {
  Loose,
  asList,
  asObject,
  asText,
  asTexts,
  at,
  objectsIn,
} from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { OsvPackage, readGroup } from './readGroup';
import { sourceNames } from './sourceNames';

/** What a report has beside its results. */
const OTHER_KEYS = new Set([
  'results',
  'experimental_config',
  'experimental_generic_findings',
  'image_metadata',
  'license_summary',
]);

const isSource = (value: unknown) =>
  asObject(at(value, 'source')) !== undefined &&
  Array.isArray(at(value, 'packages'));

/** Other tools have lists of results too: what is in this one decides, and only where nothing is, what stands beside it. */
function isReport(value: unknown): boolean {
  const report = asObject(value);
  if (!report || !('results' in report)) {
    return false;
  }
  const { results } = report;
  if (Array.isArray(results) && results.length > 0) {
    return results.some(isSource);
  }
  return (
    (results === null || Array.isArray(results)) &&
    ('experimental_config' in report ||
      Object.keys(report).every(key => OTHER_KEYS.has(key)))
  );
}

/** The groups of a package; a vulnerability that none names is one of its own, as in versions before groups. */
function groupsOf(
  entry: Loose,
  vulnerabilities: ReadonlyMap<string, Loose>,
): unknown[] {
  const groups = asList(entry.groups);
  const named = new Set(objectsIn(groups).flatMap(({ ids }) => asTexts(ids)));
  return [
    ...groups,
    ...[...vulnerabilities.keys()]
      .filter(id => !named.has(id))
      .map(id => ({ ids: [id] })),
  ];
}

function readPackage(
  entry: Loose,
  place: { target: string | undefined; path: string | undefined },
  builder: ReportBuilder,
): void {
  const commit = asText(at(entry, 'package', 'commit'));
  const version = asText(at(entry, 'package', 'version'));
  const name =
    asText(at(entry, 'package', 'name')) ??
    (commit === undefined ? undefined : (place.path ?? commit));
  if (name === undefined) {
    builder.misread('A package without a name');
    return;
  }
  const found: OsvPackage = {
    name,
    ecosystem: asText(at(entry, 'package', 'ecosystem')),
    version: version ?? commit,
    isCommit: version === undefined && commit !== undefined,
    vulnerabilities: new Map(
      objectsIn(entry.vulnerabilities).flatMap(vulnerability => {
        const id = asText(vulnerability.id);
        return id === undefined ? [] : [[id, vulnerability]];
      }),
    ),
    ...place,
  };
  for (const item of groupsOf(entry, found.vulnerabilities)) {
    const group = asObject(item);
    const draft = group && readGroup(group, found);
    if (draft === undefined) {
      builder.misread('A group without an id');
    } else if (draft === 'withdrawn') {
      builder.ignore('A vulnerability that its database took back');
    } else {
      builder.add(draft);
    }
  }
  for (const license of asTexts(entry.license_violations)) {
    builder.add({
      kind: 'license',
      rule: license,
      title: `Licence ${license} of ${name}`,
      severity: { severity: 'unknown', source: 'default' },
      package: { name, ecosystem: found.ecosystem, version: found.version },
      target: place.target,
      location: place.path ? { path: place.path } : undefined,
    });
  }
}

function readSources(report: Loose, builder: ReportBuilder): void {
  const sources = objectsIn(report.results);
  const isImage = asObject(report.image_metadata) !== undefined;
  const names = sourceNames(
    isImage
      ? []
      : sources.flatMap(({ source }) => {
          const path = asText(at(source, 'path'));
          const type = at(source, 'type');
          return path === undefined || type === 'docker'
            ? []
            : [{ path, isFolder: type === 'git' }];
        }),
  );
  for (const item of sources) {
    const raw = asText(at(item, 'source', 'path'));
    const path = raw === undefined ? undefined : (names.get(raw) ?? raw);
    const place =
      at(item, 'source', 'type') === 'docker' && raw !== undefined
        ? { target: imageRepository(raw), path: undefined }
        : { target: isImage ? undefined : path, path };
    if (!Array.isArray(item.packages)) {
      builder.gap('A source lists no packages.');
    }
    for (const entry of asList(item.packages)) {
      const found = asObject(entry);
      if (found) {
        readPackage(found, place, builder);
      } else {
        builder.misread('A package that is no object');
      }
    }
  }
  const others = asList(report.results).length - sources.length;
  if (others > 0) {
    builder.misread('A source that is no object', others);
  }
}

/**
 * OSV-Scanner's JSON. A finding is a group: what several databases list under
 * several ids is one flaw. A file without a byte, which it writes where it found
 * no packages, is refused before it gets here.
 *
 * @see https://google.github.io/osv-scanner/output/#json
 */
export const osv: ReportFormat = {
  id: 'osv-scanner-json',
  kinds: ['vulnerability', 'license'],
  matches: ({ syntax, values: [value] }) =>
    syntax === 'json' && isReport(value),
  read: ({ values: [value] }, builder) => {
    const report = asObject(value);
    const sources = report && asList(report.results);
    if (
      !report ||
      !('results' in report) ||
      (sources!.length > 0 && !sources!.some(isSource))
    ) {
      throw new ReportRefused('It has no results of OSV-Scanner.');
    }
    builder.tool = 'osv-scanner';
    builder.coverage.kinds = ['vulnerability'];
    if (report.results !== null && !Array.isArray(report.results)) {
      builder.gap('The results are no list.');
      builder.ignore('Results that are no list');
    }
    readSources(report, builder);
    const others = asList(report.experimental_generic_findings).length;
    if (others > 0) {
      builder.ignore('A finding that is about no package', others);
    }
  },
};
