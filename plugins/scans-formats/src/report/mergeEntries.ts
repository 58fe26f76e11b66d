import { IdentityParts, groupOf, identityOf } from '../identity/identify';
import { Finding } from './Finding';
import { compareTexts, mergeFindings } from './mergeFindings';

/** A result that was read and cleaned, with what its identity is made of. */
export interface Entry {
  finding: Finding;
  parts: IdentityParts;
  column: number | undefined;
}

/** Twins in the order of their lines. */
function byPlace(entries: readonly Entry[]): Entry[][] {
  const places = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { location } = entry.finding;
    // Equal for entries that are one result listed twice
    const place = `${location?.path}\u001f${location?.line}\u001f${entry.column}`;
    const same = places.get(place);
    if (same) {
      same.push(entry);
    } else {
      places.set(place, [entry]);
    }
  }
  return [...places.entries()]
    .sort(
      ([a, [first]], [b, [second]]) =>
        (first.finding.location?.line ?? 0) -
          (second.finding.location?.line ?? 0) || compareTexts(a, b),
    )
    .map(([, same]) => same);
}

/** One finding for all entries of one identity; the findings of the entries are used up. */
export function mergeEntries(entries: readonly Entry[]): Finding[] {
  const identities = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.parts.group}\u001e${entry.parts.own}`;
    const same = identities.get(key);
    if (same) {
      same.push(entry);
    } else {
      identities.set(key, [entry]);
    }
  }
  const findings: Finding[] = [];
  // Few groups hold many findings each
  const groupIds = new Map<string, string>();
  for (const all of identities.values()) {
    const [{ parts }] = all;
    let group = groupIds.get(parts.group);
    if (group === undefined) {
      group = groupOf(parts);
      groupIds.set(parts.group, group);
    }
    const places = parts.isNumbered && all.length > 1 ? byPlace(all) : [all];
    for (const [number, same] of places.entries()) {
      const finding = mergeFindings(same.map(entry => entry.finding));
      finding.identity = identityOf(parts, number);
      finding.group = group;
      findings.push(finding);
    }
  }
  return findings;
}
