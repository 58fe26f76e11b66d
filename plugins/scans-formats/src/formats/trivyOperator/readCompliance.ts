import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { rateWord } from '../../severity/rateSeverity';
import { readListedCheck } from './readListed';

/** A control of which the summary says how often it fails. */
function readControl(
  control: Loose,
  benchmark: string | undefined,
): FindingDraft | 'passed' | undefined {
  const rule = asText(control.id) ?? asText(control.name);
  const failures = asNumber(control.totalFail ?? control.failTotal) ?? 0;
  if (failures <= 0) {
    return 'passed';
  }
  return rule === undefined
    ? undefined
    : {
        kind: 'misconfiguration',
        rule,
        title: asText(control.name),
        message: `It fails ${failures} ${failures === 1 ? 'time' : 'times'} in the cluster.`,
        severity: rateWord(asText(control.severity)),
        target: benchmark,
        location: benchmark === undefined ? undefined : { resource: benchmark },
      };
}

/** A check of a control; without a severity of its own it has the control's. */
function readCheckOf(
  check: Loose,
  options: { control: Loose; resource: Loose; benchmark: string | undefined },
): FindingDraft | 'passed' | undefined {
  const { control, resource, benchmark } = options;
  const place = asText(check.target)?.replace(/^\/+/, '');
  const draft = readListedCheck(
    {
      ...check,
      checkID: asText(check.checkID) ?? control.id,
      severity: asText(check.severity) ?? control.severity,
    },
    { resource, subject: benchmark, image: undefined },
  );
  return draft === undefined || draft === 'passed' || !place
    ? draft
    : { ...draft, location: { resource: place } };
}

/** The checks of a control as the first versions wrote them: by object, with a status. */
const oldChecksOf = (control: Loose): Loose[] =>
  objectsIn(control.checkResults).flatMap(result =>
    objectsIn(result.details).map(detail => ({
      checkID: result.id,
      title: control.name,
      messages: detail.msg,
      remediation: result.remediation,
      success: detail.status === 'PASS',
      target: [detail.namespace, result.objectType, detail.name]
        .flatMap(part => asText(part) ?? [])
        .join('/'),
    })),
  );

/**
 * A report of compliance: every failing check where it has the details, else
 * every control that fails.
 */
export function readCompliance(
  resource: Loose,
  benchmark: string | undefined,
  builder: ReportBuilder,
): void {
  const add = (draft: FindingDraft | 'passed' | undefined) => {
    if (draft === undefined) {
      builder.misread('A control without an id');
    } else if (draft !== 'passed') {
      builder.add(draft);
    }
  };
  const details = at(resource, 'status', 'detailReport', 'results');
  const oldDetails = at(resource, 'report', 'controlCheck');
  const summary =
    at(resource, 'status', 'summaryReport', 'controlCheck') ??
    at(resource, 'status', 'controlCheck');
  const isSummary = at(resource, 'spec', 'reportType') === 'summary';
  if (Array.isArray(summary) && (isSummary || !Array.isArray(details))) {
    for (const item of summary) {
      const control = asObject(item);
      add(control && readControl(control, benchmark));
    }
    return;
  }
  if (!Array.isArray(details) && !Array.isArray(oldDetails)) {
    builder.gap('A report of compliance lists no controls.');
    return;
  }
  for (const control of objectsIn(details ?? oldDetails)) {
    const checks = asList(control.checks).length
      ? objectsIn(control.checks)
      : oldChecksOf(control);
    for (const check of checks) {
      add(readCheckOf(check, { control, resource, benchmark }));
    }
  }
}
