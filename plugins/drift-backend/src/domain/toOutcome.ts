import type {
  ColumnEvidence,
  ColumnVerdict,
  TestResult,
} from '@plumbline/backstage-plugin-drift-engine';
import { ColumnOutcome } from './records';

const MAX_REASONS = 10;
const MAX_TEXT = 500;
const RANK = { critical: 0, warn: 1, unknown: 2, ok: 3 } as const;

const finite = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

function toScore(result: TestResult): ColumnOutcome['tests'][string] {
  return {
    statistic: finite(result.statistic) ?? null,
    low: finite(result.bounds?.low),
    high: finite(result.bounds?.high),
    pValue: finite(result.pValue),
    dof: finite(result.dof),
    scales:
      result.scales &&
      Object.fromEntries(
        Object.entries(result.scales).map(([name, value]) => [
          name,
          finite(value) ?? null,
        ]),
      ),
    noiseFloor: finite(result.noiseFloor),
    reason: result.reason,
  };
}

/** Moments that are numbers: of an empty side there are none. */
function toMoments(moments: NonNullable<ColumnEvidence['moments']>) {
  const side = (values: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(values).filter(([, value]) => Number.isFinite(value)),
    );
  return { reference: side(moments.reference), current: side(moments.current) };
}

const share = (part: number, whole: number) =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;

function unseenShareOf(evidence: ColumnEvidence): number | undefined {
  const value =
    evidence.newCategories?.share ??
    evidence.signals.find(signal => signal.kind === 'outOfRangeShare')?.current;
  return value === undefined ? undefined : share(value, 1);
}

function toOutcome(
  evidence: ColumnEvidence,
  verdict: ColumnVerdict,
): ColumnOutcome {
  const decisive = verdict.decidedBy
    ? evidence.tests[verdict.decidedBy]
    : undefined;
  const scale =
    verdict.effect !== undefined && decisive?.statistic
      ? verdict.effect / decisive.statistic
      : 0;
  return {
    column: evidence.column,
    type: evidence.type,
    typeReason: evidence.typeReason,
    status: verdict.status,
    drifted: verdict.drifted,
    reasons: verdict.reasons
      .slice(0, MAX_REASONS)
      .map(reason => reason.slice(0, MAX_TEXT)),
    decidedBy: verdict.decidedBy,
    effect: finite(verdict.effect),
    effectLow: finite(scale > 0 ? (decisive?.bounds?.low ?? NaN) * scale : NaN),
    effectHigh: finite(
      scale > 0 ? (decisive?.bounds?.high ?? NaN) * scale : NaN,
    ),
    noiseFloor: finite(verdict.noiseFloor),
    threshold: finite(verdict.threshold),
    adjustedPValue: finite(verdict.adjustedPValue),
    weight: evidence.weight ?? 1,
    counts: {
      reference: evidence.reference.rows,
      current: evidence.current.rows,
      nullReference: evidence.reference.nulls,
      nullCurrent: evidence.current.nulls,
      newCategories: evidence.newCategories?.total ?? 0,
    },
    nullShare: share(evidence.current.nulls, evidence.current.rows),
    unseenShare: unseenShareOf(evidence),
    tests: Object.fromEntries(
      Object.entries(evidence.tests).map(([id, result]) => [
        id,
        toScore(result),
      ]),
    ),
    signals: evidence.signals.map(({ kind, reference, current, text }) => ({
      kind,
      reference,
      current,
      text,
    })),
    distribution: evidence.distribution,
    moments: evidence.moments && toMoments(evidence.moments),
    newCategories: evidence.newCategories?.examples ?? [],
  };
}

/** What is kept of each column, in the order in which somebody should look at them. */
export function toOutcomes(
  evidence: readonly ColumnEvidence[],
  verdicts: readonly ColumnVerdict[],
): ColumnOutcome[] {
  const byColumn = new Map(verdicts.map(verdict => [verdict.column, verdict]));
  return evidence
    .flatMap(column => {
      const verdict = byColumn.get(column.column);
      return verdict ? [toOutcome(column, verdict)] : [];
    })
    .sort(
      (a, b) =>
        RANK[a.status] - RANK[b.status] ||
        (b.effect ?? 0) * b.weight - (a.effect ?? 0) * a.weight ||
        (a.column < b.column ? -1 : 1),
    );
}
