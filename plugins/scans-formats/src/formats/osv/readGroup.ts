import {
  Loose,
  asObject,
  asText,
  asTexts,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { groupCvss, rateGroup } from './rateGroup';

/** A package of a source, with the vulnerabilities that its groups name. */
export interface OsvPackage {
  name: string;
  ecosystem: string | undefined;
  version: string | undefined;
  isCommit: boolean;
  /** By id. */
  vulnerabilities: ReadonlyMap<string, Loose>;
  target: string | undefined;
  path: string | undefined;
}

/** The versions that end a range in which this package is affected. */
function fixedVersions(found: OsvPackage, vulnerabilities: Loose[]): string[] {
  const fixed = vulnerabilities
    .flatMap(({ affected }) => objectsIn(affected))
    .filter(
      affected =>
        found.isCommit ||
        asText(at(affected, 'package', 'name')) === found.name,
    )
    .flatMap(({ ranges }) => objectsIn(ranges))
    // A commit says nothing to who has a version, and the other way round
    .filter(({ type }) => (type === 'GIT') === found.isCommit)
    .flatMap(({ events }) => objectsIn(events))
    .flatMap(event => asText(event.fixed) ?? []);
  return [...new Set(fixed)];
}

const cwesOf = (vulnerability: Loose): unknown[] => [
  ...asTexts(at(vulnerability, 'database_specific', 'cwe_ids')),
  ...[vulnerability, ...objectsIn(vulnerability.affected)].flatMap(part =>
    objectsIn(at(part, 'database_specific', 'cwes')).map(({ cweId }) => cweId),
  ),
];

/** Whether the analysis of calls found that no code reaches any of it. */
function isUncalled(group: Loose): boolean {
  const analysis = asObject(
    group.experimentalAnalysis ?? group.experimental_analysis,
  );
  const calls = Object.values(analysis ?? {}).map(one => at(one, 'called'));
  return calls.length > 0 && calls.every(called => called === false);
}

/**
 * A group of OSV-Scanner: one flaw, whatever databases list it.
 * `withdrawn` where every database took it back, undefined where it has no id.
 */
export function readGroup(
  group: Loose,
  found: OsvPackage,
): FindingDraft | 'withdrawn' | undefined {
  const all = asTexts(group.ids);
  const ids = all.filter(
    id => !asText(found.vulnerabilities.get(id)?.withdrawn),
  );
  const [rule] = ids;
  if (rule === undefined) {
    return all.length > 0 ? 'withdrawn' : undefined;
  }
  const vulnerabilities = ids.flatMap(id => {
    const vulnerability = found.vulnerabilities.get(id);
    return vulnerability ? [vulnerability] : [];
  });
  const cvss = groupCvss(vulnerabilities);
  const fixed = fixedVersions(found, vulnerabilities);
  const textOf = (key: string) =>
    vulnerabilities.flatMap(
      vulnerability => asText(vulnerability[key]) ?? [],
    )[0];
  return {
    kind: 'vulnerability',
    rule,
    otherRules: ids.slice(1),
    title: textOf('summary') ?? `${rule} in ${found.name}`,
    message: [
      ...(isUncalled(group)
        ? ['No call of the code that is affected was found.']
        : []),
      ...(textOf('details') ? [textOf('details')] : []),
    ].join('\n\n'),
    severity: rateGroup({
      ids,
      maxSeverity: group.max_severity,
      vulnerabilities,
      cvss,
    }),
    vulnerability: {
      id: rule,
      aliases: [
        ...ids,
        ...(ids.length === all.length ? asTexts(group.aliases) : []),
        ...vulnerabilities.flatMap(({ aliases }) => asTexts(aliases)),
      ],
    },
    package: {
      name: found.name,
      ecosystem: found.ecosystem,
      version: found.version,
      fixedVersions: fixed,
      fixState: fixed.length > 0 ? 'fixed' : 'unknown',
    },
    target: found.target,
    location: found.path ? { path: found.path } : undefined,
    cwe: vulnerabilities.flatMap(cwesOf),
    cvss,
    references: vulnerabilities
      .flatMap(({ references }) => objectsIn(references))
      .flatMap(({ url }) => asText(url) ?? []),
  };
}
