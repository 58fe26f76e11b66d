import { Finding, FindingLocation, SEVERITIES, Severity } from './Finding';

const MAX_LOCATIONS = 20;
const MAX_ALIASES = 50;
const MAX_FIXED = 20;
const MAX_REFERENCES = 20;
const MAX_WEAKNESSES = 50;

/** 0 for the worst; unknown ranks below info. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Every text once and in order, as many as one finding may have. */
function unionOf(lists: readonly (readonly string[])[], max: number): string[] {
  return [...new Set(lists.flat())].sort().slice(0, max);
}

/** Order of texts by their code units, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Order of findings by what they say, so that the order of a report changes nothing. */
export function compareContent(a: Finding, b: Finding): number {
  return (
    compareTexts(a.location?.path ?? '', b.location?.path ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareTexts(a.location?.resource ?? '', b.location?.resource ?? '') ||
    compareTexts(a.package?.version ?? '', b.package?.version ?? '') ||
    severityRank(a.severity) - severityRank(b.severity) ||
    compareTexts(a.title, b.title) ||
    compareTexts(a.message ?? '', b.message ?? '')
  );
}

const locationKey = ({ path, line, endLine, resource }: FindingLocation) =>
  `${path}\u001f${line}\u001f${endLine}\u001f${resource}`;

function mergeLocations(findings: readonly Finding[]): FindingLocation[] {
  const all = new Map<string, FindingLocation>();
  for (const { location, otherLocations } of findings) {
    for (const one of location
      ? [location, ...otherLocations]
      : otherLocations) {
      all.set(locationKey(one), one);
    }
  }
  return [...all.values()].slice(0, MAX_LOCATIONS + 1);
}

function mergeSeen(findings: readonly Finding[]): Finding['seen'] {
  const times = findings.flatMap(({ seen }) => seen ?? []);
  return times.length === 0
    ? undefined
    : {
        first: times.map(({ first }) => first).sort()[0],
        last: times
          .map(({ last }) => last)
          .sort()
          .at(-1)!,
      };
}

/**
 * One finding of several that are the same: the worst severity, every place and
 * alias, the number of sightings. Suppressed only where all are.
 */
export function mergeFindings(same: readonly Finding[]): Finding {
  if (same.length === 1) {
    return same[0];
  }
  // What is suppressed in one place and not in another is told by the other
  const counted = same.filter(({ suppressed }) => !suppressed);
  const findings = [...(counted.length > 0 ? counted : same)].sort(
    compareContent,
  );
  const [first] = findings;
  const worst = findings.reduce((a, b) =>
    severityRank(b.severity) < severityRank(a.severity) ? b : a,
  );
  const [location, ...otherLocations] = mergeLocations(findings);
  const rated = findings.flatMap(({ cvss }) => cvss ?? []);
  const seen = mergeSeen(findings);
  return {
    ...first,
    severity: worst.severity,
    severitySource: worst.severitySource,
    severityRaw: worst.severityRaw,
    ...(location ? { location } : {}),
    otherLocations,
    ...(first.vulnerability
      ? {
          vulnerability: {
            id: first.vulnerability.id,
            aliases: unionOf(
              findings.map(({ vulnerability }) => vulnerability?.aliases ?? []),
              MAX_ALIASES,
            ),
          },
        }
      : {}),
    ...(first.package
      ? {
          package: {
            ...first.package,
            fixedVersions: unionOf(
              findings.map(({ package: found }) => found?.fixedVersions ?? []),
              MAX_FIXED,
            ),
          },
        }
      : {}),
    cwe: [...new Set(findings.flatMap(({ cwe }) => cwe))]
      .sort((a, b) => a - b)
      .slice(0, MAX_WEAKNESSES),
    ...(rated.length > 0
      ? {
          cvss: rated.reduce((a, b) =>
            (b.score ?? -1) > (a.score ?? -1) ? b : a,
          ),
        }
      : {}),
    ...(findings.some(({ isExploited }) => isExploited)
      ? { isExploited: true }
      : {}),
    references: unionOf(
      findings.map(({ references }) => references),
      MAX_REFERENCES,
    ),
    occurrences: findings.reduce(
      (sum, { occurrences }) => sum + occurrences,
      0,
    ),
    ...(seen ? { seen } : {}),
  };
}
