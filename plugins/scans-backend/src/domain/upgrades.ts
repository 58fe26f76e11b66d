import type {
  ScanSeverity,
  Upgrade,
} from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';

/** An open finding that a newer version of its package fixes. */
export interface FixableFinding {
  package: { purl?: string; name: string; version?: string };
  /** Without its version. */
  packageKey: string;
  fixedVersions: readonly string[];
  severity: ScanSeverity;
  isExploited: boolean;
}

const worse = (a: ScanSeverity, b: ScanSeverity) =>
  SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;

/** The numbers of a version, for comparing versions of one package; what is no number counts as text. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * What to upgrade first: for each package the version that fixes every finding
 * that has one, packages with exploited vulnerabilities first, then by the worst
 * severity that it closes, then by how many.
 *
 * Versions are compared as numbers between separators, which orders those of one
 * package in every common scheme; of several fixed versions of a finding the
 * lowest above the installed one counts.
 */
export function findUpgrades(findings: readonly FixableFinding[]): Upgrade[] {
  const byPackage = new Map<string, FixableFinding[]>();
  for (const finding of findings) {
    const list = byPackage.get(finding.packageKey);
    if (list) {
      list.push(finding);
    } else {
      byPackage.set(finding.packageKey, [finding]);
    }
  }
  return [...byPackage.values()]
    .map(list => {
      const targets = list.map(({ fixedVersions, package: { version } }) => {
        const sorted = [...fixedVersions].sort(compareVersions);
        return (
          sorted.find(
            fixed =>
              version === undefined || compareVersions(fixed, version) > 0,
          ) ?? sorted.at(-1)!
        );
      });
      const [first] = list;
      return {
        package: first.package.name,
        purl: first.packageKey.startsWith('pkg:')
          ? first.packageKey
          : undefined,
        from: [
          ...new Set(list.flatMap(({ package: { version } }) => version ?? [])),
        ].sort(compareVersions),
        to: targets.sort(compareVersions).at(-1)!,
        closes: list.length,
        worst: list.map(({ severity }) => severity).reduce(worse),
        isExploited: list.some(({ isExploited }) => isExploited),
      };
    })
    .sort(
      (a, b) =>
        Number(b.isExploited) - Number(a.isExploited) ||
        SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst) ||
        b.closes - a.closes ||
        (a.package < b.package ? -1 : 1),
    );
}
