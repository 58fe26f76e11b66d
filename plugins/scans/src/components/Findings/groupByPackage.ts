import { ScanFinding } from '@plumbline/backstage-plugin-scans-common';
import { withoutVersion } from './withoutVersion';

/** Findings of one package, in the order of the list. */
export interface PackageGroup {
  /** Absent for those that are in no package. */
  name?: string;
  findings: ScanFinding[];
}

const keyOf = ({ package: found }: ScanFinding) =>
  found && (found.purl ? withoutVersion(found.purl) : found.name);

/** With its ecosystem, as two of them may use one name: `requests (pypi)`. */
function nameOf({ purl, name }: NonNullable<ScanFinding['package']>): string {
  const ecosystem = purl && /^pkg:([^/]+)\//.exec(purl)?.[1];
  return ecosystem ? `${name} (${ecosystem})` : name;
}

/** The package with the worst finding first, as the list has the worst first; the rest at the end. */
export function groupByPackage(
  findings: readonly ScanFinding[],
): PackageGroup[] {
  const groups = new Map<string, PackageGroup>();
  const rest: PackageGroup = { findings: [] };
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key === undefined) {
      rest.findings.push(finding);
      continue;
    }
    const group = groups.get(key) ?? {
      name: nameOf(finding.package!),
      findings: [],
    };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values(), ...(rest.findings.length > 0 ? [rest] : [])];
}
