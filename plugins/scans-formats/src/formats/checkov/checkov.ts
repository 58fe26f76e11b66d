import { reportPath } from '../../locations/reportPath';
import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { readCheck } from './readCheck';

/** What the frameworks of Checkov look for; every other one looks for misconfigurations. */
function kindsOf(checkType: string): FindingKind[] {
  if (checkType.startsWith('sca_')) {
    return ['vulnerability', 'license'];
  }
  if (checkType === 'secrets') {
    return ['secret'];
  }
  return checkType.startsWith('sast') ? ['code'] : ['misconfiguration'];
}

/** The reports of the frameworks: several in a list, or one. */
const reportsOf = (value: unknown): Loose[] =>
  Array.isArray(value) ? objectsIn(value) : objectsIn([value]);

/** What Checkov writes when no file was of a kind that it checks. */
const isBareSummary = (report: Loose) =>
  'checkov_version' in report && 'passed' in report && 'failed' in report;

const isReport = (report: Loose) =>
  isBareSummary(report) ||
  (typeof report.check_type === 'string' &&
    ('results' in report || 'summary' in report)) ||
  asObject(report.results)?.failed_checks !== undefined;

/** Adds what one framework found; answers whether it looked at anything. */
function readFramework(report: Loose, builder: ReportBuilder): boolean {
  const results = asObject(report.results);
  if (!results) {
    return false;
  }
  const checkType = asText(report.check_type) ?? '';
  builder.toolVersion ??= asText(at(report, 'summary', 'checkov_version'));
  for (const [list, isSkipped] of [
    ['failed_checks', false],
    ['skipped_checks', true],
  ] as const) {
    for (const item of asList(results[list])) {
      const check = asObject(item);
      const draft = check && readCheck(check, { checkType, isSkipped });
      if (draft) {
        if (draft.kind === 'secret' && draft.secret) {
          builder.hide(asText(check.resource) ?? '');
        }
        builder.add(draft);
      } else {
        builder.misread('A check without an id');
      }
    }
  }
  if (!Array.isArray(results.failed_checks)) {
    builder.gap('The failed checks of a framework are missing.');
  }
  const unparsed = asList(results.parsing_errors).flatMap(
    path => asText(path) ?? [],
  );
  const unnamed =
    (asNumber(at(report, 'summary', 'parsing_errors')) ?? 0) > unparsed.length;
  if (unnamed) {
    builder.gap('Checkov could not parse every file, and does not name them.');
  }
  for (const path of unparsed) {
    builder.coverage.skipped.push(reportPath(path.replace(/^\/+/, '')) ?? path);
  }
  return true;
}

/**
 * Checkov's JSON: one framework, a list of them, or a bare summary where there
 * was nothing to check. Passed checks are most of it and are not looked at.
 *
 * @see https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html
 */
export const checkov: ReportFormat = {
  id: 'checkov-json',
  kinds: ['vulnerability', 'secret', 'misconfiguration', 'code', 'license'],
  matches: ({ syntax, values: [value] }) =>
    syntax === 'json' && reportsOf(value).some(isReport),
  read: ({ values: [value] }, builder) => {
    const reports = reportsOf(value).filter(isReport);
    if (reports.length === 0) {
      throw new ReportRefused(
        'It has neither results nor a summary of Checkov.',
      );
    }
    builder.tool = 'checkov';
    const kinds = new Set<FindingKind>();
    let looked = 0;
    for (const report of reports) {
      if (readFramework(report, builder)) {
        looked += 1;
        kindsOf(asText(report.check_type) ?? '').forEach(kind =>
          kinds.add(kind),
        );
      } else {
        builder.toolVersion ??= asText(report.checkov_version);
      }
    }
    builder.coverage.kinds = [...kinds];
    builder.didNotRun = looked === 0;
    if (looked < reports.length) {
      builder.gap('A framework of Checkov lists no results.');
    }
    const others = asList(value).length - reports.length;
    if (others > 0) {
      builder.ignore('An entry that is no report of a framework', others);
      builder.gap('An entry of the list is no report of a framework.');
    }
  },
};
