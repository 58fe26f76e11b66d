import {
  ColumnEvidence,
  ColumnVerdict,
  DatasetVerdict,
  Status,
} from '../verdict/verdict';

/** Drifted columns, the worst first. */
function listDrifted(verdicts: readonly ColumnVerdict[]): ColumnVerdict[] {
  const rank = (verdict: ColumnVerdict) =>
    verdict.status === 'critical' ? 0 : 1;
  return verdicts
    .filter(verdict => verdict.drifted)
    .sort((a, b) => rank(a) - rank(b) || (b.effect ?? 0) - (a.effect ?? 0));
}

function sumWeights(
  verdicts: readonly ColumnVerdict[],
  evidence: readonly ColumnEvidence[],
): number {
  const weights = new Map(
    evidence.map(({ column, weight }) => [column, weight ?? 1]),
  );
  return verdicts.reduce(
    (sum, { column }) => sum + (weights.get(column) ?? 1),
    0,
  );
}

/**
 * The verdict about a window: `critical` when the weighted share of drifted
 * columns reaches the limit, `warn` when any column drifted, `unknown` when
 * none could be tested, or when none drifted and one that should be tested
 * could not be.
 */
export function datasetVerdict(options: {
  policy: string;
  evidence: readonly ColumnEvidence[];
  verdicts: readonly ColumnVerdict[];
  criticalShare: number;
}): DatasetVerdict {
  const { policy, evidence, verdicts, criticalShare } = options;
  const tested = verdicts.filter(verdict => verdict.status !== 'unknown');
  const drifted = listDrifted(verdicts);
  const failed = evidence.filter(({ failure }) => failure !== undefined);
  if (tested.length === 0) {
    return {
      status: 'unknown',
      driftedShare: undefined,
      drifted: [],
      tested: 0,
      policy,
      reasons: [verdicts[0]?.reasons[0] ?? 'No column is tested.'],
    };
  }
  const total = sumWeights(tested, evidence);
  const driftedShare = total > 0 ? sumWeights(drifted, evidence) / total : 0;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const reasons: string[] = [];
  let status: Status = 'ok';
  if (drifted.length > 0) {
    status = driftedShare >= criticalShare ? 'critical' : 'warn';
    reasons.push(
      `${drifted.length} of ${tested.length} columns drifted (${percent(driftedShare)} by weight; critical from ${percent(criticalShare)}).`,
    );
  } else {
    reasons.push(`None of ${tested.length} columns drifted.`);
  }
  if (failed.length > 0) {
    status = status === 'ok' ? 'unknown' : status;
    reasons.push(
      `${failed.length} ${failed.length === 1 ? 'column' : 'columns'} could not be examined: ${failed
        .slice(0, 5)
        .map(({ column }) => column)
        .join(', ')}.`,
    );
  }
  return {
    status,
    driftedShare,
    drifted: drifted.map(({ column }) => column),
    tested: tested.length,
    policy,
    reasons,
  };
}
