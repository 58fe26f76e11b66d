import { imageRepository, reportPath } from '../../locations/reportPath';
import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
  hasObject,
  objectsIn,
} from '../../read/loose';
import { FixState } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { rateWord } from '../../severity/rateSeverity';
import { ReportFormat } from '../ReportFormat';

const FIX_STATES: ReadonlyMap<string, FixState> = new Map([
  ['fixed', 'fixed'],
  ['not-fixed', 'not-fixed'],
  ['wont-fix', 'wont-fix'],
]);

/** What was scanned: an image without its tag, or a folder. */
interface Scanned {
  name?: string;
  isFolder: boolean;
}

function scannedBy(report: Loose): Scanned {
  const target = at(report, 'source', 'target');
  if (typeof target === 'string') {
    return { name: target, isFolder: true };
  }
  const image = asText(at(target, 'userInput'));
  return {
    name: image === undefined ? undefined : imageRepository(image),
    isFolder: false,
  };
}

/** In a folder every manifest is a target of its own, as it is for other scanners. */
function targetOf(
  scanned: Scanned,
  path: string | undefined,
): string | undefined {
  return scanned.isFolder && path !== undefined
    ? reportPath(path.replace(/^\/+/, ''))
    : scanned.name;
}

/** The rating of the newest version of CVSS. */
function cvssOf(vulnerability: Loose, related: Loose[]): FindingDraft['cvss'] {
  const ratings = [vulnerability, ...related]
    .flatMap(({ cvss }) => objectsIn(cvss))
    .sort((a, b) =>
      String(b.version ?? '').localeCompare(String(a.version ?? '')),
    );
  const [rating] = ratings;
  return (
    rating && {
      vector: asText(rating.vector),
      score: asNumber(at(rating, 'metrics', 'baseScore')),
    }
  );
}

function readMatch(
  match: Loose,
  scanned: Scanned,
  suppression: FindingDraft['suppression'],
): FindingDraft | undefined {
  const vulnerability = asObject(match.vulnerability);
  const artifact = asObject(match.artifact);
  const id = asText(vulnerability?.id);
  const name = asText(artifact?.name);
  if (!vulnerability || !artifact || !id || !name) {
    return undefined;
  }
  const related = objectsIn(match.relatedVulnerabilities);
  const fix = asObject(vulnerability.fix);
  const epss = [vulnerability, ...related]
    .flatMap(one => objectsIn(one.epss))
    .flatMap(one => asNumber(one.epss) ?? []);
  const paths = objectsIn(artifact.locations).flatMap(
    ({ path }) => asText(path) ?? [],
  );
  return {
    kind: 'vulnerability',
    rule: id,
    title: `${id} in ${name}`,
    message:
      asText(vulnerability.description) ?? asText(related[0]?.description),
    severity: rateWord(asText(vulnerability.severity)),
    vulnerability: {
      id,
      aliases: related.flatMap(one => asText(one.id) ?? []),
    },
    package: {
      purl: asText(artifact.purl),
      ecosystem: asText(artifact.type),
      name,
      version: asText(artifact.version),
      fixedVersions: asTexts(fix?.versions ?? vulnerability.fixedInVersion),
      fixState:
        FIX_STATES.get(asText(fix?.state) ?? '') ??
        (asText(vulnerability.fixedInVersion) ? 'fixed' : 'unknown'),
    },
    target: targetOf(scanned, paths[0]),
    location: paths[0] === undefined ? undefined : { path: paths[0] },
    otherLocations: paths.slice(1).map(path => ({ path })),
    cwe: [vulnerability, ...related].flatMap(one =>
      objectsIn(one.cwes).map(({ cwe }) => cwe),
    ),
    cvss: cvssOf(vulnerability, related),
    epss: epss.length > 0 ? epss.reduce((a, b) => Math.max(a, b)) : undefined,
    isExploited: [vulnerability, ...related].some(
      one => asList(one.knownExploited).length > 0,
    ),
    references: asTexts(vulnerability.dataSource).concat(
      asTexts(vulnerability.urls ?? vulnerability.links),
    ),
    suppression,
  };
}

/** Why Grype left a match out, by the rules that applied. */
function suppressionOf(match: Loose): FindingDraft['suppression'] {
  const rules = objectsIn(match.appliedIgnoreRules);
  return {
    status: rules.flatMap(rule => asText(rule['vex-status']) ?? [])[0],
    reason: rules
      .flatMap(rule => [asText(rule.reason), asText(rule['vex-justification'])])
      .filter(text => text !== undefined)
      .join('; '),
  };
}

function addMatches(
  matches: unknown,
  options: {
    builder: ReportBuilder;
    scanned: Scanned;
    areIgnored: boolean;
  },
): void {
  const { builder, scanned, areIgnored } = options;
  for (const match of asList(matches)) {
    const object = asObject(match);
    const draft =
      object &&
      readMatch(
        object,
        scanned,
        areIgnored ? suppressionOf(object) : undefined,
      );
    if (draft) {
      builder.add(draft);
    } else {
      builder.misread('A match without a vulnerability or without a package');
    }
  }
}

/** Xeol and others write matches of their own in the same frame. */
function hasMatches(report: Loose): boolean {
  const { matches } = report;
  return (
    hasObject(matches, match => 'vulnerability' in match) ||
    !hasObject(matches, () => true)
  );
}

/**
 * Grype's JSON, since 0.7; a flaw that is listed by its CVE and by its advisory
 * is one finding, by the related vulnerabilities.
 *
 * @see https://github.com/anchore/grype/tree/main/schema/grype/json
 */
export const grype: ReportFormat = {
  id: 'grype-json',
  kinds: ['vulnerability'],
  matches: ({ values: [value] }) => {
    const report = asObject(value);
    return (
      report !== undefined &&
      'matches' in report &&
      hasMatches(report) &&
      (at(report, 'descriptor', 'name') === 'grype' ||
        hasObject(report.matches, match => 'artifact' in match) ||
        'distro' in report ||
        'source' in report)
    );
  },
  read: ({ values: [value] }, builder) => {
    const report = asObject(value);
    if (!report || !('matches' in report) || !hasMatches(report)) {
      throw new ReportRefused('It has no matches of Grype.');
    }
    builder.tool = 'grype';
    builder.toolVersion = asText(at(report, 'descriptor', 'version'));
    builder.scannedAt = asText(at(report, 'descriptor', 'timestamp'));
    const scanned = scannedBy(report);
    builder.target = scanned.name;
    builder.coverage.kinds = ['vulnerability'];
    // Grype writes null where it found nothing
    if (report.matches !== null && !Array.isArray(report.matches)) {
      builder.gap('The matches are no list.');
    }
    addMatches(report.matches, { builder, scanned, areIgnored: false });
    addMatches(report.ignoredMatches, { builder, scanned, areIgnored: true });
  },
};
