import { groupOf, identityOf } from '../identity/identify';
import { Finding } from './Finding';
import { Entry } from './FindingCleaner';
import { mergeFindings } from './mergeFindings';
import { compareTexts } from './orderFindings';

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
  const byIdentity = new Map<string, Entry | Entry[]>();
  for (const entry of entries) {
    const { id } = entry.identity;
    const same = byIdentity.get(id);
    if (same === undefined) {
      byIdentity.set(id, entry);
    } else if (Array.isArray(same)) {
      same.push(entry);
    } else {
      byIdentity.set(id, [same, entry]);
    }
  }
  const findings: Finding[] = [];
  // Few groups hold many findings each
  const groups = new Map<string, string>();
  for (const some of byIdentity.values()) {
    const { identity } = Array.isArray(some) ? some[0] : some;
    let group = groups.get(identity.group);
    if (group === undefined) {
      group = groupOf(identity);
      groups.set(identity.group, group);
    }
    if (!Array.isArray(some)) {
      some.finding.identity = identity.id;
      some.finding.group = group;
      findings.push(some.finding);
      continue;
    }
    const places = identity.isNumbered ? byPlace(some) : [some];
    for (const [number, same] of places.entries()) {
      const finding = mergeFindings(same.map(entry => entry.finding));
      finding.identity = identityOf(identity, number);
      finding.group = group;
      findings.push(finding);
    }
  }
  return findings;
}
