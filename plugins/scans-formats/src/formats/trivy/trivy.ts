import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { scannedBy } from './Scanned';
import { listIn, readResults } from './readResults';
import { workloadPath } from './workloadPath';

/** The lists of resources of a cluster: of now, of a summary, of old versions. */
const RESOURCE_LISTS = [
  'Resources',
  'Findings',
  'Vulnerabilities',
  'Misconfigurations',
];

const isResult = (value: unknown) => typeof at(value, 'Target') === 'string';

const isCluster = (report: Loose) =>
  'ClusterName' in report &&
  (RESOURCE_LISTS.some(list => list in report) || 'SchemaVersion' in report);

const isReport = (report: Loose) =>
  isCluster(report) ||
  ('SchemaVersion' in report &&
    ['ArtifactName', 'ArtifactType', 'Results'].some(key => key in report)) ||
  objectsIn(report.Results).some(isResult);

function readCluster(report: Loose, builder: ReportBuilder): void {
  builder.target = asText(report.ClusterName);
  for (const list of RESOURCE_LISTS) {
    for (const item of listIn(report, list, builder)) {
      const resource = asObject(item);
      if (!resource) {
        builder.misread('A resource that is no object');
        continue;
      }
      const name = workloadPath({
        namespace: asText(resource.Namespace),
        kind: asText(resource.Kind),
        name: asText(resource.Name),
      });
      if (asText(resource.Error) !== undefined) {
        builder.gap('Trivy could not look at every resource.');
        builder.coverage.skipped.push(name ?? 'a resource without a name');
      }
      readResults(
        listIn(resource, 'Results', builder),
        { kind: 'workload', name },
        builder,
      );
    }
  }
}

function readReport(report: Loose, builder: ReportBuilder): void {
  const results = listIn(report, 'Results', builder);
  const scanned = scannedBy(report, objectsIn(results));
  builder.target = scanned.name;
  if (at(report, 'Metadata', 'OS', 'EOSL') === true) {
    builder.warn(
      'Its distribution gets no security updates any more, so more may be wrong than is known.',
    );
  }
  readResults(results, scanned, builder);
}

/**
 * Trivy's JSON: the report of an image, of files, of an SBOM or of a cluster, and
 * the bare list of versions before 0.20. What was not found is not listed at all.
 *
 * @see https://trivy.dev/latest/docs/configuration/reporting/#json
 */
export const trivy: ReportFormat = {
  id: 'trivy-json',
  kinds: ['vulnerability', 'secret', 'misconfiguration', 'license'],
  matches: ({ syntax, values: [value] }) => {
    if (syntax !== 'json') {
      return false;
    }
    const report = asObject(value);
    return report ? isReport(report) : objectsIn(value).some(isResult);
  },
  read: ({ values: [value] }, builder) => {
    builder.tool = 'trivy';
    builder.coverage.kinds = [];
    const report = asObject(value);
    if (report && isReport(report)) {
      builder.toolVersion = asText(at(report, 'Trivy', 'Version'));
      builder.scannedAt = asText(report.CreatedAt);
      if (isCluster(report)) {
        readCluster(report, builder);
      } else {
        readReport(report, builder);
      }
    } else if (
      value === null ||
      (Array.isArray(value) && (value.length === 0 || value.some(isResult)))
    ) {
      readReport({ Results: value }, builder);
    } else {
      throw new ReportRefused('It has no results and no cluster of Trivy.');
    }
  },
};
