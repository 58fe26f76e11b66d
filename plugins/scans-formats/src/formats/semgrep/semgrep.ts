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
import { readCoverage } from './readCoverage';
import { readResult } from './readResult';
import { readSupplyChainFinding } from './readSupplyChainFinding';

const hasCheck = (value: unknown) =>
  asList(value).some(result => at(result, 'check_id') !== undefined);

/** The report of the command: results of rules, or none beside what only Semgrep writes. */
function isReport(value: Loose): boolean {
  return (
    hasCheck(value.results) ||
    ('errors' in value &&
      (('paths' in value && ('results' in value || 'skipped_rules' in value)) ||
        (Array.isArray(value.results) &&
          value.results.length === 0 &&
          Object.keys(value).every(key =>
            ['results', 'errors', 'version'].includes(key),
          ))))
  );
}

/** The export of findings in packages. */
function isExport(value: Loose): boolean {
  return (
    Array.isArray(value.vulns) &&
    (objectsIn(value.vulns).some(one => 'advisory' in one) ||
      'hasMore' in value)
  );
}

/** Gives each entry of a list to the builder, and counts what is none. */
function addAll(
  entries: readonly unknown[],
  given: {
    read: (
      entry: Loose,
      builder: ReportBuilder,
    ) => ReturnType<typeof readResult>;
    builder: ReportBuilder;
  },
): void {
  const { read, builder } = given;
  for (const entry of entries) {
    const object = asObject(entry);
    const draft = object && read(object, builder);
    if (draft) {
      builder.add(withoutQuotedValues(draft));
    } else {
      builder.misread('A result without a rule');
    }
  }
}

function readReport(report: Loose, builder: ReportBuilder): void {
  builder.toolVersion = asText(report.version);
  readCoverage(report, builder);
  if (report.results === undefined || report.results === null) {
    builder.gap('It lists no results, not even none: Semgrep did not look.');
    builder.didNotRun = true;
    return;
  }
  if (!Array.isArray(report.results)) {
    throw new ReportRefused('This is no list.', 'results');
  }
  addAll(report.results, { read: readResult, builder });
}

function readExport(report: Loose, builder: ReportBuilder): void {
  builder.category = 'supply-chain';
  builder.coverage.kinds = ['vulnerability'];
  if (report.hasMore === true) {
    builder.gap('It is one page of a list that goes on.');
  }
  addAll(asList(report.vulns), { read: readSupplyChainFinding, builder });
}

/**
 * Semgrep's JSON, and the export of its findings in packages.
 *
 * @see https://semgrep.dev/docs/semgrep-appsec-platform/json-and-sarif
 */
export const semgrep: ReportFormat = {
  id: 'semgrep-json',
  kinds: ['vulnerability', 'secret', 'code'],
  matches: ({ values }) => {
    const value = values.length === 1 ? asObject(values[0]) : undefined;
    return value !== undefined && (isReport(value) || isExport(value));
  },
  read: ({ values: [value] }, builder) => {
    const report = asObject(value) ?? {};
    builder.tool = 'semgrep';
    if (isExport(report)) {
      readExport(report, builder);
    } else {
      readReport(report, builder);
    }
  },
};
