import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';

/** Algorithms whose values survive moved lines, the best first; `location` is the line itself. */
const ALGORITHMS = ['scope_offset_compressed', 'scope_offset', 'hash'];

/** The best signature by which GitLab tracks a vulnerability. */
export function fingerprintOf(vulnerability: Loose): string | undefined {
  const values = new Map<string, string>();
  for (const item of objectsIn(at(vulnerability, 'tracking', 'items'))) {
    for (const signature of objectsIn(asObject(item)?.signatures)) {
      const algorithm = asText(signature.algorithm);
      const value = asText(signature.value);
      if (
        algorithm !== undefined &&
        value !== undefined &&
        !values.has(algorithm)
      ) {
        values.set(algorithm, value);
      }
    }
  }
  const best = ALGORITHMS.find(algorithm => values.has(algorithm));
  return best && values.get(best);
}
