import type { Finding } from '@plumbline/backstage-plugin-scans-formats';

/** Both in order of time; ISO 8601 in UTC sorts as text. */
function spanOf(one: Finding, other: Finding): Finding['seen'] {
  const spans = [one.seen, other.seen].filter(span => span !== undefined);
  if (spans.length === 0) {
    return undefined;
  }
  return {
    first: spans.map(({ first }) => first).sort()[0],
    last: spans
      .map(({ last }) => last)
      .sort()
      .at(-1)!,
  };
}

/** A finding after more of its events came: they are counted together, in whatever order they come. */
export function addEvents(known: Finding, more: Finding): Finding {
  return {
    ...more,
    occurrences: known.occurrences + more.occurrences,
    seen: spanOf(known, more),
  };
}
