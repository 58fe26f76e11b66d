import { identityOfTwin } from '../identity/identify';
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
    const { identity } = entry.finding;
    const same = byIdentity.get(identity);
    if (same === undefined) {
      byIdentity.set(identity, entry);
    } else if (Array.isArray(same)) {
      same.push(entry);
    } else {
      byIdentity.set(identity, [same, entry]);
    }
  }
  const findings: Finding[] = [];
  for (const [identity, some] of byIdentity) {
    if (!Array.isArray(some)) {
      findings.push(some.finding);
      continue;
    }
    // The same code at two places are two findings, the same secret is one
    const places = some[0].finding.kind === 'code' ? byPlace(some) : [some];
    for (const [number, same] of places.entries()) {
      const finding = mergeFindings(same.map(entry => entry.finding));
      finding.identity = identityOfTwin(identity, number);
      findings.push(finding);
    }
  }
  return findings;
}
