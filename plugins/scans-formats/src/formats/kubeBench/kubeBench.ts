import { Loose, asList, asObject, asText, objectsIn } from '../../read/loose';
import { Documents } from '../../read/readDocuments';
import { RatedSeverity } from '../../report/Finding';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';

const hasChecks = (control: Loose) =>
  Array.isArray(control.tests) &&
  ('node_type' in control ||
    objectsIn(control.tests).some(
      group =>
        Array.isArray(group.results) && ('section' in group || 'desc' in group),
    ));

const isWhole = (value: unknown): value is Loose => {
  const report = asObject(value);
  return report !== undefined && 'Controls' in report;
};

/** The parts of the benchmark: below `Controls`, in a bare list, or the one. */
function controlsOf(values: readonly unknown[]): unknown[] {
  return values.flatMap(value => {
    if (isWhole(value)) {
      return asList(value.Controls);
    }
    return Array.isArray(value) ? value : [value];
  });
}

const isControl = (value: unknown) => {
  const control = asObject(value);
  return control !== undefined && hasChecks(control);
};

function matches({ syntax, values }: Documents): boolean {
  return (
    (syntax === 'json' || syntax === 'json-lines') &&
    (values.some(value => isWhole(value) && 'Totals' in value) ||
      controlsOf(values).some(isControl))
  );
}

/** The benchmark rates nothing: what counts towards its score is serious, what a person has to look at is a note. */
function severityOf(status: string, check: Loose): RatedSeverity | undefined {
  const rated = { source: 'default', raw: status } as const;
  switch (status) {
    case 'FAIL':
      return { ...rated, severity: check.scored === false ? 'medium' : 'high' };
    case 'WARN':
      return { ...rated, severity: 'info' };
    default:
      return undefined;
  }
}

/** Adds a check that did not pass. Its actual value may hold a token and is not read. */
function readCheck(
  check: Loose,
  options: { benchmark: string; builder: ReportBuilder },
): void {
  const { benchmark, builder } = options;
  const rule = asText(check.test_number);
  const status = asText(check.status)?.toUpperCase();
  if (rule === undefined || status === undefined) {
    builder.misread('A check without a number or without a status');
    return;
  }
  const severity = severityOf(status, check);
  if (severity) {
    builder.add({
      kind: 'misconfiguration',
      rule,
      ruleKey: `${benchmark}/${rule}`,
      title: asText(check.test_desc),
      message: asText(check.remediation),
      severity,
    });
  } else if (status !== 'PASS' && status !== 'INFO') {
    builder.misread('A check with a status that is not known');
  }
}

/** Adds the checks of one part; answers how many it lists. */
function readControl(control: Loose, builder: ReportBuilder): number {
  const benchmark =
    asText(control.version) ?? asText(control.detected_version) ?? '';
  const groups = objectsIn(control.tests);
  for (const { results } of groups) {
    if (!Array.isArray(results) && results !== null && results !== undefined) {
      builder.misread('A group whose checks are no list');
    }
  }
  const checks = groups.flatMap(({ results }) => asList(results));
  for (const item of checks) {
    readCheck(asObject(item) ?? {}, { benchmark, builder });
  }
  return checks.length;
}

/**
 * The JSON of kube-bench: an object with totals, a list of controls, or one
 * control as the oldest write it. It does not say which node was looked at.
 *
 * @see https://github.com/aquasecurity/kube-bench/blob/main/check/controls.go
 */
export const kubeBench: ReportFormat = {
  id: 'kube-bench-json',
  kinds: ['misconfiguration'],
  matches,
  read: ({ values }, builder) => {
    const controls = controlsOf(values);
    if (!values.some(isWhole) && !controls.some(isControl)) {
      throw new ReportRefused('It holds no controls of kube-bench.');
    }
    builder.tool = 'kube-bench';
    builder.coverage.kinds = ['misconfiguration'];
    let checks = 0;
    for (const item of controls) {
      const control = asObject(item);
      if (control && Array.isArray(control.tests)) {
        checks += readControl(control, builder);
      } else {
        builder.ignore('A part of the benchmark without tests');
        builder.gap('A part of the benchmark lists no tests.');
      }
    }
    builder.didNotRun = checks === 0;
  },
};
