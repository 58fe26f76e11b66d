import { Loose, asNumber, asObject, asText, at } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { listIn } from '../trivy/readResults';
import { readCompliance } from './readCompliance';
import {
  ReadListed,
  readListedCheck,
  readListedSecret,
  readListedVulnerability,
} from './readListed';
import { ReportContent, contentOf, findingKindOf } from './reportKinds';
import { resourcesIn } from './resourcesIn';
import { imageOf, subjectOf } from './subjectOf';

const READERS: Readonly<
  Record<
    Exclude<ReportContent, 'compliance' | 'sbom'>,
    { key: string; word: string; read: ReadListed }
  >
> = {
  vulnerabilities: {
    key: 'vulnerabilities',
    word: 'A vulnerability without an id',
    read: readListedVulnerability,
  },
  checks: {
    key: 'checks',
    word: 'A check without an id',
    read: readListedCheck,
  },
  secrets: {
    key: 'secrets',
    word: 'A secret without a rule',
    read: readListedSecret,
  },
};

const COUNTS = [
  'criticalCount',
  'highCount',
  'mediumCount',
  'lowCount',
  'unknownCount',
];

/** How many findings a report says that it has; undefined where it does not say. */
function announced(resource: Loose): number | undefined {
  const summary = asObject(at(resource, 'report', 'summary'));
  return (
    summary &&
    COUNTS.reduce((sum, key) => sum + (asNumber(summary[key]) ?? 0), 0)
  );
}

/** Adds what a report lists; answers how much that is. */
function readListed(
  content: keyof typeof READERS,
  options: {
    resource: Loose;
    subject: string | undefined;
    builder: ReportBuilder;
  },
): number {
  const { resource, subject, builder } = options;
  const { key, word, read } = READERS[content];
  const report = asObject(resource.report);
  if (!report) {
    builder.gap('A resource holds no report.');
    return 0;
  }
  const context = { resource, subject, image: imageOf(resource) };
  let listed = 0;
  for (const item of listIn(report, key, builder)) {
    const found = asObject(item);
    const draft = found && read(found, context);
    if (draft === undefined) {
      builder.misread(word);
    } else if (draft !== 'passed') {
      builder.add(draft);
      listed += 1;
    }
  }
  return listed;
}

/**
 * The resources of the Trivy Operator, in JSON and YAML. Their times say when
 * each was made, so that none says when the cluster was looked at. An inventory
 * of packages lists no findings and is left out.
 *
 * @see https://aquasecurity.github.io/trivy-operator/latest/docs/crds/
 */
export const trivyOperator: ReportFormat = {
  id: 'trivy-operator',
  kinds: ['vulnerability', 'secret', 'misconfiguration'],
  matches: ({ values }) => resourcesIn(values).kinds.size > 0,
  read: ({ syntax, values }, builder) => {
    const { reports, kinds, others, mayBeCut } = resourcesIn(values);
    const isEmptyList = values.every(
      value =>
        (Array.isArray(value) && value.length === 0) ||
        Array.isArray(at(value, 'items')),
    );
    if (kinds.size === 0 && !isEmptyList) {
      throw new ReportRefused('It holds no report of the Trivy Operator.');
    }
    builder.tool = 'trivy-operator';
    builder.coverage.kinds = [
      ...new Set([...kinds].flatMap(kind => findingKindOf(kind) ?? [])),
    ];
    builder.didNotRun = kinds.size > 0 && builder.coverage.kinds.length === 0;
    const isAlone = reports.length === 1 && reports[0].resource === values[0];
    for (const { kind, resource } of reports) {
      const content = contentOf(kind)!;
      const subject = subjectOf(kind, resource);
      builder.toolVersion ??= asText(
        at(resource, 'report', 'scanner', 'version'),
      );
      // One resource alone speaks for what it is about and for nothing else
      builder.target = isAlone ? subject : undefined;
      if (content === 'sbom') {
        builder.ignore('An inventory of packages');
      } else if (content === 'compliance') {
        readCompliance(resource, subject, builder);
      } else {
        const listed = readListed(content, { resource, subject, builder });
        // YAML has no end of its own
        if (syntax === 'yaml' && listed < (announced(resource) ?? Infinity)) {
          builder.gap(
            'A report lists less than it says; it may have been cut off.',
          );
        }
      }
    }
    if (syntax === 'yaml' && mayBeCut) {
      builder.gap('This YAML may have been cut off.');
    }
    if (others > 0) {
      builder.ignore(
        'A resource that is no report of the Trivy Operator',
        others,
      );
    }
  },
};
