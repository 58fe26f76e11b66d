import { Loose, asNumber, asObject, asText } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';

/** Sources in the order of trust, after the one that the severity is from. */
const SOURCES = ['ghsa', 'nvd', 'redhat'];
const VERSIONS = ['V40', 'V3', 'V2'];

function ratingOf(source: Loose): FindingDraft['cvss'] {
  for (const version of VERSIONS) {
    const vector = asText(source[`${version}Vector`]);
    const score = asNumber(source[`${version}Score`]);
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
  const bySource = asObject(ratings) ?? {};
  const others = Object.keys(bySource).sort();
  for (const source of [severitySource ?? '', ...SOURCES, ...others]) {
    const rated = Object.hasOwn(bySource, source)
      ? asObject(bySource[source])
      : undefined;
    const rating = rated && ratingOf(rated);
    if (rating) {
      return rating;
    }
  }
  return undefined;
}
