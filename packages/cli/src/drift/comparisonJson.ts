import type {
  ColumnEvidence,
  Comparison,
  TestResult,
} from '@plumbline/backstage-plugin-drift-engine';

/** Infinite and undefined become null: JSON has no word for them. */
function figure(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function testJson(result: TestResult) {
  return {
    statistic: figure(result.statistic),
    ...Object.fromEntries(
      Object.entries(result.scales ?? {}).map(([name, value]) => [
        name,
        figure(value),
      ]),
    ),
    ...(result.pValue === undefined ? {} : { pValue: figure(result.pValue) }),
    ...(result.dof === undefined ? {} : { dof: result.dof }),
    ...(result.bounds
      ? { bounds: [result.bounds.low, result.bounds.high] }
      : {}),
    ...(result.noiseFloor === undefined
      ? {}
      : { noiseFloor: figure(result.noiseFloor) }),
    ...(result.reason === undefined ? {} : { reason: result.reason }),
  };
}

function usedRows(counts: ColumnEvidence['reference']): number {
  return counts.rows - counts.nulls - counts.nonFinite - counts.mistyped;
}

/** The document that `drift compare --json` prints. */
export function comparisonJson(comparison: Comparison) {
  const verdicts = new Map(
    comparison.verdicts.map(verdict => [verdict.column, verdict]),
  );
  const columns: Record<string, object> = Object.create(null);
  for (const evidence of comparison.evidence) {
    const verdict = verdicts.get(evidence.column)!;
    columns[evidence.column] = {
      type: evidence.type,
      ...(evidence.typeReason ? { typeReason: evidence.typeReason } : {}),
      status: verdict.status,
      reasons: verdict.reasons,
      counts: {
        reference: evidence.reference.rows,
        current: evidence.current.rows,
        nullReference: evidence.reference.nulls,
        nullCurrent: evidence.current.nulls,
        newCategories: evidence.newCategories?.total ?? 0,
        usedReference: usedRows(evidence.reference),
        usedCurrent: usedRows(evidence.current),
        nonFiniteReference: evidence.reference.nonFinite,
        nonFiniteCurrent: evidence.current.nonFinite,
        mistypedReference: evidence.reference.mistyped,
        mistypedCurrent: evidence.current.mistyped,
      },
      ...(verdict.effect === undefined
        ? {}
        : { effect: figure(verdict.effect), threshold: verdict.threshold }),
      tests: Object.fromEntries(
        Object.entries(evidence.tests).map(([id, result]) => [
          id,
          testJson(result),
        ]),
      ),
    };
  }
  const { dataset } = comparison;
  return {
    rows: comparison.rows,
    columns,
    dataset: {
      status: dataset.status,
      driftedShare: figure(dataset.driftedShare),
      drifted: dataset.drifted,
      tested: dataset.tested,
      policy: dataset.policy,
      reasons: dataset.reasons,
    },
  };
}
