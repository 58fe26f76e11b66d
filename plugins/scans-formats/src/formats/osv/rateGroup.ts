import { Loose, asNumber, asText, at, objectsIn } from '../../read/loose';
import { Cvss, RatedSeverity } from '../../report/Finding';
import { severityRank } from '../../report/orderFindings';
import { rateCvss } from '../../severity/rateCvss';
import { rateWord, severityOfScore } from '../../severity/rateSeverity';

const isCvss = (rating: Loose) => /^CVSS_V/.test(asText(rating.type) ?? '');

/** CVSS 4 before 3 before 2. */
const versionOf = (rating: Loose) => asText(rating.type) ?? '';

/** The ratings of a vulnerability, also those for this package alone. */
const ratingsOf = (vulnerability: Loose): Loose[] => [
  ...objectsIn(vulnerability.severity),
  ...objectsIn(vulnerability.affected).flatMap(({ severity }) =>
    objectsIn(severity),
  ),
];

/** The score of the newest version of CVSS that rates a group; the highest where there are several. */
export function groupCvss(vulnerabilities: readonly Loose[]): Cvss | undefined {
  const ratings = vulnerabilities.flatMap(ratingsOf).filter(isCvss);
  const newest = ratings.map(versionOf).sort().at(-1);
  return ratings
    .filter(rating => versionOf(rating) === newest)
    .flatMap(rating => rateCvss({ vector: asText(rating.score) }) ?? [])
    .reduce<Cvss | undefined>(
      (worst, one) => ((one.score ?? -1) > (worst?.score ?? -1) ? one : worst),
      undefined,
    );
}

/**
 * How severe a group is: malware is critical; else the score that OSV-Scanner
 * computed, else the vectors, else the words of the databases.
 */
export function rateGroup(options: {
  ids: readonly string[];
  maxSeverity: unknown;
  vulnerabilities: readonly Loose[];
  cvss: Cvss | undefined;
}): RatedSeverity {
  const { ids, maxSeverity, vulnerabilities, cvss } = options;
  if (ids.some(id => id.startsWith('MAL-'))) {
    return { severity: 'critical', source: 'default' };
  }
  const score = asNumber(maxSeverity) ?? cvss?.score;
  if (score !== undefined && severityOfScore(score) !== 'unknown') {
    return {
      severity: severityOfScore(score),
      source: 'cvss',
      raw: asText(maxSeverity) ?? String(score),
    };
  }
  const words = vulnerabilities.flatMap(vulnerability => [
    asText(at(vulnerability, 'database_specific', 'severity')),
    ...ratingsOf(vulnerability)
      .filter(rating => !isCvss(rating))
      .map(rating => asText(rating.score)),
  ]);
  return words
    .map(word => rateWord(word))
    .reduce(
      (worst, one) =>
        severityRank(one.severity) < severityRank(worst.severity) ? one : worst,
      rateWord(undefined),
    );
}
