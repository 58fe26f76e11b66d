import { Finding } from '../report/Finding';

/** What pairing looks at: all of a finding that a store has to keep for it. @public */
export type PairableFinding = Pick<
  Finding,
  'identity' | 'group' | 'kind' | 'evidence' | 'location'
>;

/**
 * By what two findings were told to be one, the strongest first: `path` says
 * that only the file differs. @public
 */
export type PairedBy =
  'identity' | 'fingerprint' | 'snippet' | 'line' | 'nearest-line' | 'path';

/** The findings of an older and a newer report of one scope, side by side. @public */
export interface FindingPairs<
  O extends PairableFinding,
  N extends PairableFinding,
> {
  same: [older: O, newer: N, by: PairedBy][];
  /** In the newer one only. */
  appeared: N[];
  /** In the older one only. */
  gone: O[];
}

/** Where it is, for comparison; empty where nobody knows. */
export function placeKey({ location }: PairableFinding): string {
  return location?.path ?? location?.resource ?? '';
}

const text = (value: string | undefined) => value ?? '';

const compareText = (a: string, b: string) => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

/** By place, line and evidence, so that the order of a list decides nothing. */
export function comparePlaces(a: PairableFinding, b: PairableFinding): number {
  return (
    compareText(placeKey(a), placeKey(b)) ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareText(text(a.evidence.fingerprint), text(b.evidence.fingerprint)) ||
    compareText(text(a.evidence.snippet), text(b.evidence.snippet)) ||
    compareText(a.identity, b.identity)
  );
}
