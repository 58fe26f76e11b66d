import {
  Loose,
  asList,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { withoutQuotedValues } from '../withoutQuotedValues';
import { kindOfScan } from './kindOf';
import { readEcosystems, targetOf } from './packageOf';
import { ScanContext, readVulnerability } from './readVulnerability';

/** An entry of the first versions, which are lists. */
const isOldEntry = (entry: Loose) =>
  ('identifiers' in entry && 'location' in entry) ||
  ('tool' in entry &&
    'message' in entry &&
    ('cve' in entry || 'file' in entry));

function isReport(value: Loose): boolean {
  if ('bomFormat' in value || 'runs' in value) {
    return false;
  }
  const scan = asObject(value.scan);
  if (scan && ('scanner' in scan || 'analyzer' in scan || 'type' in scan)) {
    return 'vulnerabilities' in value || 'version' in value;
  }
  const listed = asList(value.vulnerabilities);
  return (
    'vulnerabilities' in value &&
    (objectsIn(listed).some(isOldEntry) ||
      // Other tools list vulnerabilities too; these keys alone tell only where none are listed
      (listed.length === 0 &&
        ('remediations' in value ||
          'dependency_files' in value ||
          /^\d+\.\d/.test(asText(value.version) ?? ''))))
  );
}

/** The scanner, by the scan, else by what the vulnerabilities say. */
function scannerOf(report: Loose): Loose | undefined {
  return (
    asObject(at(report, 'scan', 'scanner')) ??
    asObject(at(report, 'scan', 'analyzer')) ??
    objectsIn(report.vulnerabilities)
      .map(({ scanner }) => asObject(scanner))
      .find(scanner => scanner !== undefined)
  );
}

function readCoverage(scan: Loose | undefined, builder: ReportBuilder): void {
  const status = asText(scan?.status);
  if (status !== undefined && status !== 'success') {
    builder.gap('The scanner says that its scan failed.');
    builder.didNotRun = true;
  }
  if (asObject(scan?.partial_scan)) {
    builder.gap('Only part of the project was scanned.');
  }
  if (objectsIn(scan?.messages).some(({ level }) => level === 'fatal')) {
    builder.gap('The scanner reported a fatal error.');
  }
  const rules = objectsIn(scan?.primary_identifiers).flatMap(
    ({ value }) => asText(value) ?? [],
  );
  if (rules.length > 0) {
    builder.coverage.rules = rules;
  }
}

/** The listed vulnerabilities; none where a scanner that succeeded writes null for them. */
function vulnerabilitiesOf(report: Loose, builder: ReportBuilder): unknown[] {
  const { vulnerabilities } = report;
  if (Array.isArray(vulnerabilities)) {
    return vulnerabilities;
  }
  if (vulnerabilities !== undefined && vulnerabilities !== null) {
    throw new ReportRefused('This is no list.', 'vulnerabilities');
  }
  if (
    vulnerabilities === undefined ||
    at(report, 'scan', 'status') !== 'success'
  ) {
    builder.gap('It lists no vulnerabilities, not even none.');
    builder.didNotRun = true;
  }
  return [];
}

function readReport(report: Loose, builder: ReportBuilder): void {
  const scan = asObject(report.scan);
  const scanner = scannerOf(report);
  const [first] = objectsIn(report.vulnerabilities);
  const type = asText(scan?.type);
  builder.tool = (
    asText(scanner?.id) ??
    asText(scanner?.name) ??
    asText(first?.tool) ??
    'gitlab'
  ).toLowerCase();
  builder.toolVersion = asText(scanner?.version);
  builder.scannedAt = asText(scan?.end_time) ?? asText(scan?.start_time);
  builder.category = type;
  const kind = kindOfScan(type, builder.tool);
  builder.coverage.kinds = kind && [kind];
  const location = asObject(first?.location);
  builder.target =
    location && 'image' in location ? targetOf(location) : undefined;
  readCoverage(scan, builder);
  const context: ScanContext = {
    kind,
    ecosystems: readEcosystems(report),
    builder,
  };
  for (const value of vulnerabilitiesOf(report, builder)) {
    const vulnerability = asObject(value);
    const draft = vulnerability && readVulnerability(vulnerability, context);
    if (draft) {
      builder.add(withoutQuotedValues(draft));
    } else {
      builder.misread('A vulnerability without a name');
    }
  }
}

/**
 * Reports of GitLab's security scanners, schemas 15 and 14 and those before, of
 * which the first are lists. The primary identifier is the rule; remediations
 * are not read.
 *
 * @see https://gitlab.com/gitlab-org/security-products/security-report-schemas
 */
export const gitlab: ReportFormat = {
  id: 'gitlab-security',
  kinds: ['vulnerability', 'secret', 'misconfiguration', 'code', 'license'],
  matches: ({ values }) => {
    const [value] = values;
    const report = asObject(value);
    return (
      values.length === 1 &&
      (report ? isReport(report) : objectsIn(value).some(isOldEntry))
    );
  },
  read: ({ values: [value] }, builder) => {
    readReport(
      Array.isArray(value)
        ? { vulnerabilities: value }
        : (asObject(value) ?? {}),
      builder,
    );
  },
};
