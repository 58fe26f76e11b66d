import type {
  Coverage,
  FindingKind,
} from '@plumbline/backstage-plugin-scans-formats';
import { inTurns } from './inTurns';
import { pairMoved } from './pairMoved';
import { Detection, Gone, PairKey } from './records';

/** A finding of the entity as it is known before the scan. */
export interface KnownFinding extends PairKey {
  id: string;
  rule: string;
  contentHash: string;
  /** The scope whose words are shown. */
  contentScopeId: string;
  detection: Detection;
  /** What this scope said last; undefined when it never saw it. */
  sighting?: Gone;
  /** What the other scopes say. */
  elsewhere: { isSeen: boolean; areAllProven: boolean };
}

/** A finding of the report. */
export interface ReportedFinding extends PairKey {
  rule: string;
  contentHash: string;
}

/** What a scan changes. */
export interface ScanPlan<R extends ReportedFinding> {
  /** Never seen on this entity. */
  appeared: R[];
  /** Known, and this scope's sighting becomes `no`. */
  sighted: { known: KnownFinding; reported: R }[];
  /** Known, and what is shown of it changes. */
  updated: { known: KnownFinding; reported: R; hasMoved: boolean }[];
  /** Known, was not open, and is now. */
  reopened: { known: KnownFinding; reported: R }[];
  /** Seen by this scope until now. */
  gone: { known: KnownFinding; proof: Gone; detection: Detection }[];
  /** Not in the report, and nothing says that it was looked for. */
  notObserved: number;
  /** The kinds of those of them that would be gone, had somebody looked for such. */
  notLookedFor: Set<FindingKind>;
  unchanged: number;
  /** Whether so many would close that a person should look, or a second scan. */
  isSuspicious: boolean;
}

/** More than so many, and more than this share of what the scope sees, is suspicious. */
const SUSPICIOUS_COUNT = 20;
const SUSPICIOUS_SHARE = 0.5;

/**
 * What a scan proves about a finding that it does not list; undefined when it
 * proves nothing, and `unlooked` when all that is missing is its kind.
 */
function proofOf(
  known: KnownFinding,
  coverage: Coverage,
  sets: { skipped: ReadonlySet<string>; rules?: ReadonlySet<string> },
): Gone | 'unlooked' | undefined {
  const { path, resource } = known.location ?? {};
  if (
    !coverage.isComplete ||
    (path !== undefined && sets.skipped.has(path)) ||
    (resource !== undefined && sets.skipped.has(resource))
  ) {
    return undefined;
  }
  if (coverage.kinds && !coverage.kinds.includes(known.kind)) {
    return 'unlooked';
  }
  return sets.rules && !sets.rules.has(known.rule) ? 'unproven' : 'proven';
}

/** Whether any scope sees a finding, after one said that it is gone. */
export function detectionWithout(
  elsewhere: KnownFinding['elsewhere'],
  proof: Gone,
): Detection {
  if (elsewhere.isSeen) {
    return 'open';
  }
  return proof === 'proven' && elsewhere.areAllProven
    ? 'fixed'
    : 'not-observed';
}

/**
 * What a scan changes in what is known of an entity. The same whatever the order
 * of either list, and worked out in slices: of a hundred thousand findings it
 * takes some hundred milliseconds, which nobody should wait for.
 *
 * A finding is the same by its identity, also when another scope saw it first;
 * code that moved is paired within this scope. A scan closes only what its own
 * scope saw and what it surely looked at.
 *
 * @param options - `isPartial` closes nothing; `wasHeld` that the scan before was
 *   suspicious, so that the same again is believed; `isAdded` that what is listed
 *   happened besides what is known, so that nothing is unchanged
 */
export async function planScan<R extends ReportedFinding>(options: {
  scopeId: string;
  known: readonly KnownFinding[];
  reported: readonly R[];
  coverage: Coverage;
  isPartial: boolean;
  wasHeld: boolean;
  isAdded?: boolean;
}): Promise<ScanPlan<R>> {
  const { scopeId, known, reported, coverage, isPartial, wasHeld, isAdded } =
    options;
  const byIdentity = new Map<string, KnownFinding>();
  let seen = 0;
  for await (const some of inTurns(known)) {
    for (const one of some) {
      byIdentity.set(one.identity, one);
      seen += one.sighting === 'no' ? 1 : 0;
    }
  }
  const matched = new Set<KnownFinding>();
  const plan: ScanPlan<R> = {
    appeared: [],
    sighted: [],
    updated: [],
    reopened: [],
    gone: [],
    notObserved: 0,
    notLookedFor: new Set(),
    unchanged: 0,
    isSuspicious: false,
  };
  const meet = (one: KnownFinding, finding: R, hasMoved: boolean) => {
    matched.add(one);
    const isOwner =
      one.contentScopeId === scopeId ||
      // Whoever told about it sees it no more
      !one.elsewhere.isSeen;
    const changes =
      hasMoved ||
      isAdded ||
      (isOwner && one.contentHash !== finding.contentHash);
    if (changes) {
      plan.updated.push({ known: one, reported: finding, hasMoved });
    }
    if (one.sighting !== 'no') {
      plan.sighted.push({ known: one, reported: finding });
    }
    if (one.detection !== 'open') {
      plan.reopened.push({ known: one, reported: finding });
    } else {
      plan.unchanged += 1;
    }
  };

  const unmatched: R[] = [];
  for await (const some of inTurns(reported)) {
    for (const finding of some) {
      const one = byIdentity.get(finding.identity);
      if (one) {
        meet(one, finding, false);
      } else {
        unmatched.push(finding);
      }
    }
  }
  const waiting: KnownFinding[] = [];
  for await (const some of inTurns(known)) {
    for (const one of some) {
      if (one.sighting === 'no' && !matched.has(one)) {
        waiting.push(one);
      }
    }
  }
  const pairs = await pairMoved(waiting, unmatched);
  // What part of a scan does not list may be where it was: it moves in its own file only
  const areOne = ([one, { location }]: (typeof pairs.same)[number]) =>
    !isPartial || one.location?.path === location?.path;
  for (const [one, finding] of pairs.same.filter(areOne)) {
    meet(one, finding, true);
  }
  const others = pairs.same.filter(pair => !areOne(pair));
  plan.notObserved = others.length;
  plan.appeared = [...pairs.appeared, ...others.map(([, finding]) => finding)];

  const sets = {
    skipped: new Set(coverage.skipped),
    rules: coverage.rules && new Set(coverage.rules),
  };
  for await (const some of inTurns(pairs.gone)) {
    for (const one of some) {
      const proof = isPartial ? undefined : proofOf(one, coverage, sets);
      if (proof === undefined || proof === 'unlooked') {
        plan.notObserved += 1;
        if (proof) {
          plan.notLookedFor.add(one.kind);
        }
      } else {
        plan.gone.push({
          known: one,
          proof,
          detection: detectionWithout(one.elsewhere, proof),
        });
      }
    }
  }
  plan.isSuspicious =
    !wasHeld &&
    plan.gone.length > SUSPICIOUS_COUNT &&
    plan.gone.length > seen * SUSPICIOUS_SHARE;
  return plan;
}
