import { Loose, asObject, asText } from '../../read/loose';

/** Where secret scanners put what they found. */
const PROPERTIES = ['secret', 'offender', 'match', 'raw', 'Raw', 'Secret'];
/** A secret in text; more is the file around it. */
const MAX_SECRET = 10_000;

/** The texts of a result that are or hold a secret, the most exact one first. */
export function secretsIn(
  result: Loose,
  snippet: string | undefined,
): string[] {
  const properties = asObject(result.properties);
  return [...PROPERTIES.map(key => asText(properties?.[key])), snippet].filter(
    text => text !== undefined && text.length <= MAX_SECRET,
  ) as string[];
}
