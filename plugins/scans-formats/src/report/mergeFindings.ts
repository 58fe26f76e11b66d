import { Finding } from './Finding';
import { distinctPlaces } from './distinctPlaces';
import { compareContent, compareTexts, severityRank } from './orderFindings';

const MAX_REFERENCES = 20;
const MAX_ALIASES = 50;
const MAX_FIXED = 20;
const MAX_WEAKNESSES = 50;

/** The texts of several lists, once each, at most so many. */
function union(lists: Iterable<readonly string[]>, most: number): string[] {
  const all = new Set<string>();
  for (const list of lists) {
    for (const text of list) {
      if (all.size < most) {
        all.add(text);
      }
    }
  }
  return [...all];
}

function mergeSeen(findings: readonly Finding[]): Finding['seen'] {
  let merged: Finding['seen'];
  for (const { seen } of findings) {
    if (seen) {
      merged = {
        first: merged && merged.first < seen.first ? merged.first : seen.first,
        last: merged && merged.last > seen.last ? merged.last : seen.last,
      };
    }
  }
  return merged;
}

/**
 * One finding of several that are the same: the worst severity and rating, every
 * place and alias, the number of sightings. Suppressed only where all are. The
 * findings are used up; their order changes nothing.
 */
export function mergeFindings(same: readonly Finding[]): Finding {
  if (same.length === 1) {
    return same[0];
  }
  // What is suppressed in one place and not in another is told by the other
  const counted = same.filter(({ suppressed }) => !suppressed);
  const findings = [...(counted.length > 0 ? counted : same)].sort(
    (a, b) =>
      compareContent(a, b) ||
      compareTexts(JSON.stringify(a), JSON.stringify(b)),
  );
  const [first] = findings;
  const merged: Finding = { ...first };
  for (const finding of findings) {
    if (severityRank(finding.severity) < severityRank(merged.severity)) {
      merged.severity = finding.severity;
      merged.severitySource = finding.severitySource;
      merged.severityRaw = finding.severityRaw;
    }
    if (
      finding.cvss &&
      (finding.cvss.score ?? -1) > (merged.cvss?.score ?? -1)
    ) {
      merged.cvss = finding.cvss;
    }
    if ((finding.epss ?? -1) > (merged.epss ?? -1)) {
      merged.epss = finding.epss;
    }
    if (finding.isExploited) {
      merged.isExploited = true;
    }
  }
  const [location, ...otherLocations] = distinctPlaces([
    ...findings.flatMap(finding => finding.location ?? []),
    ...findings.flatMap(finding => finding.otherLocations),
  ]);
  if (location) {
    merged.location = location;
  }
  merged.otherLocations = otherLocations;
  if (first.vulnerability) {
    merged.vulnerability = {
      id: first.vulnerability.id,
      aliases: union(
        findings.map(({ vulnerability }) => vulnerability?.aliases ?? []),
        MAX_ALIASES,
      ),
    };
  }
  if (first.package) {
    merged.package = {
      ...first.package,
      fixedVersions: union(
        findings.map(({ package: found }) => found?.fixedVersions ?? []),
        MAX_FIXED,
      ),
    };
  }
  merged.cwe = [...new Set(findings.flatMap(({ cwe }) => cwe))]
    .sort((a, b) => a - b)
    .slice(0, MAX_WEAKNESSES);
  merged.references = union(
    findings.map(({ references }) => references),
    MAX_REFERENCES,
  );
  merged.occurrences = findings.reduce(
    (sum, { occurrences }) => sum + occurrences,
    0,
  );
  const seen = mergeSeen(findings);
  if (seen) {
    merged.seen = seen;
  }
  return merged;
}
