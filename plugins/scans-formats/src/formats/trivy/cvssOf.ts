import { Loose, asNumber, asObject, asText } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';

/** Sources in the order of trust, after the one that the severity is from. */
const SOURCES = ['ghsa', 'nvd', 'redhat'];
/** The newest version first. Written out: to put names together takes longer than to look them up. */
const VERSIONS = [
  ['V40Vector', 'V40Score'],
  ['V3Vector', 'V3Score'],
  ['V2Vector', 'V2Score'],
] as const;

function ratingOf(source: Loose): FindingDraft['cvss'] {
  for (const [vectorKey, scoreKey] of VERSIONS) {
    const vector = asText(source[vectorKey]);
    const score = asNumber(source[scoreKey]);
    if (vector !== undefined || score !== undefined) {
      return { vector, score };
    }
  }
  return undefined;
}

/**
 * The rating of the source that the severity is from, else of the most trusted
 * one, by the newest version of CVSS that it rated with.
 *
 * @param ratings - Trivy's `CVSS`, by source
 */
export function cvssOf(
  ratings: unknown,
  severitySource?: string,
): FindingDraft['cvss'] {
  const bySource = asObject(ratings);
  if (!bySource) {
    return undefined;
  }
  const ratingBy = (source: string) => {
    const rated = Object.hasOwn(bySource, source)
      ? asObject(bySource[source])
      : undefined;
    return rated && ratingOf(rated);
  };
  const trusted =
    severitySource === undefined ? undefined : ratingBy(severitySource);
  if (trusted) {
    return trusted;
  }
  for (const source of [...SOURCES, ...Object.keys(bySource).sort()]) {
    const rating = ratingBy(source);
    if (rating) {
      return rating;
    }
  }
  return undefined;
}
