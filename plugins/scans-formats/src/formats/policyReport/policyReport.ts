import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { Documents } from '../../read/readDocuments';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { readResult } from './readResult';

/** Groups of the Kubernetes API in which such reports were and are. */
const GROUP = /^(?:wgpolicyk8s\.io|reports\.x-k8s\.io|openreports\.io)\//;
const KINDS = new Set([
  'PolicyReport',
  'ClusterPolicyReport',
  'Report',
  'ClusterReport',
]);

const isOfGroup = (value: unknown) =>
  GROUP.test(asText(at(value, 'apiVersion')) ?? '');

const isReport = (value: unknown) =>
  isOfGroup(value) && KINDS.has(asText(at(value, 'kind')) ?? '');

/** A list of resources, of a kind of its own or the general one of kubectl. */
const isList = (value: unknown) =>
  Array.isArray(at(value, 'items')) &&
  (isOfGroup(value) || asText(at(value, 'apiVersion')) === 'v1');

/** The resources of every document and list. */
function resourcesOf(values: readonly unknown[]): unknown[] {
  return values.flatMap(value => {
    if (Array.isArray(value)) {
      return value;
    }
    return isList(value) ? asList(at(value, 'items')) : [value];
  });
}

function matches({ values }: Documents): boolean {
  return (
    resourcesOf(values).some(isReport) ||
    values.some(value => isList(value) && isOfGroup(value))
  );
}

/**
 * Whether YAML, which has no end of its own, may have been cut off in a report:
 * engines write the summary last, or as many failures as it says.
 */
function mayBeCut(report: Loose): boolean {
  const summary = asObject(report.summary);
  const failures = objectsIn(report.results).filter(
    ({ result, status }) => (result ?? status) === 'fail',
  ).length;
  return summary === undefined || failures < (asNumber(summary.fail) ?? 0);
}

/** Adds the results of one report. */
function readReport(report: Loose, builder: ReportBuilder): void {
  const { results } = report;
  if (!Array.isArray(results) && results !== undefined && results !== null) {
    builder.gap('The results of a report are no list.');
  }
  let errors = 0;
  for (const item of asList(results)) {
    const result = asObject(item);
    const answer = result ? readResult(result, report) : 'unclear';
    if (answer === 'error') {
      errors += 1;
    } else if (answer === 'unclear') {
      builder.misread('A result without a policy or without an outcome');
    } else if (answer !== 'pass') {
      builder.add(answer);
    }
  }
  if (errors > 0) {
    builder.gap(
      `The policy engine could not check ${errors} ${errors === 1 ? 'thing' : 'things'}.`,
    );
  }
}

/**
 * Reports of policies in Kubernetes: of the policy working group, of its
 * successor, and of OpenReports; one, several documents, or lists of them.
 * Their times say when a result last changed, so that none says when the
 * cluster was looked at.
 *
 * @see https://github.com/kubernetes-sigs/wg-policy-prototypes
 * @see https://github.com/openreports/reports-api
 */
export const policyReport: ReportFormat = {
  id: 'policy-report',
  kinds: ['policy'],
  matches,
  read: ({ syntax, values }, builder) => {
    builder.tool = 'policy-report';
    builder.coverage.kinds = ['policy'];
    const resources = resourcesOf(values);
    const reports = resources.filter(isReport);
    if (reports.length === 0 && !values.some(isList)) {
      throw new ReportRefused('It holds no report of policies.');
    }
    for (const report of objectsIn(reports)) {
      readReport(report, builder);
    }
    if (
      syntax === 'yaml' &&
      (objectsIn(reports).some(mayBeCut) ||
        values.some(value => isList(value) && at(value, 'kind') === undefined))
    ) {
      builder.gap('This YAML may have been cut off.');
    }
    const others = resources.length - reports.length;
    if (others > 0) {
      builder.ignore('A resource that is no report of policies', others);
    }
  },
};
