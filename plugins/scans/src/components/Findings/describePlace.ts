import { ScanFinding } from '@plumbline/backstage-plugin-scans-common';

type Location = NonNullable<ScanFinding['location']>;

/** `src/db.py:42`, `src/db.py:42 to 48`, or the resource that is meant. */
export function describeLocation(location: Location): string {
  const { path, line, endLine, resource } = location;
  if (!path) {
    return resource ?? '';
  }
  const lines =
    line === undefined
      ? ''
      : `:${line}${endLine !== undefined && endLine > line ? ` to ${endLine}` : ''}`;
  return resource ? `${path}${lines} (${resource})` : `${path}${lines}`;
}

/** Where a finding is, in one line; empty where no tool says it. */
export function describePlace(finding: ScanFinding): string {
  const location = finding.location ? describeLocation(finding.location) : '';
  return [finding.target, location].filter(Boolean).join(' · ');
}

/** `openssl 3.0.11 → 3.0.15`, or without the version that fixes it. */
export function describePackage(finding: ScanFinding): string {
  const { package: found } = finding;
  if (!found) {
    return '';
  }
  const now = [found.name, found.version].filter(Boolean).join(' ');
  return found.fixedVersions.length > 0
    ? `${now} → ${found.fixedVersions.join(' or ')}`
    : now;
}
