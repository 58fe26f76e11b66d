import { csvLine } from '@plumbline/backstage-plugin-kit-common';
import { ExportFormat, ExportedFinding } from './exportedFinding';

const COLUMNS: readonly [
  string,
  (exported: ExportedFinding) => string | number | boolean | undefined,
][] = [
  ['id', ({ finding }) => finding.id],
  ['entity', ({ finding }) => finding.entityRef],
  ['kind', ({ finding }) => finding.kind],
  ['severity', ({ finding }) => finding.severity],
  ['state', ({ finding }) => finding.state],
  ['rule', ({ finding }) => finding.rule],
  ['title', ({ finding }) => finding.title],
  ['vulnerability', ({ finding }) => finding.vulnerability?.id],
  ['aliases', ({ finding }) => finding.vulnerability?.aliases.join(' ')],
  ['package', ({ finding }) => finding.package?.name],
  ['purl', ({ finding }) => finding.package?.purl],
  ['version', ({ finding }) => finding.package?.version],
  ['fixed in', ({ finding }) => finding.package?.fixedVersions.join(' ')],
  ['target', ({ finding }) => finding.target],
  ['path', ({ finding }) => finding.location?.path],
  ['line', ({ finding }) => finding.location?.line],
  ['resource', ({ finding }) => finding.location?.resource],
  ['tools', ({ finding }) => finding.tools.join(' ')],
  ['exploited', ({ finding }) => finding.isExploited],
  ['epss', ({ finding }) => finding.epss],
  ['first seen', ({ finding }) => finding.firstSeen],
  ['last seen', ({ finding }) => finding.lastSeen],
  ['due', ({ finding }) => finding.dueAt],
  ['overdue', ({ finding }) => finding.isOverdue],
  ['decision', ({ finding }) => finding.decision],
  ['decided until', ({ finding }) => finding.decisionExpiresAt],
  ['reason', ({ decision }) => decision?.reason],
];

/** Comma-separated values as RFC 4180 says, a finding in each line. */
export const csvFormat: ExportFormat = {
  contentType: 'text/csv; charset=utf-8',
  extension: 'csv',
  async *write(findings) {
    yield csvLine(COLUMNS.map(([name]) => name));
    for await (const exported of findings) {
      yield csvLine(COLUMNS.map(([, of]) => of(exported)));
    }
  },
};
