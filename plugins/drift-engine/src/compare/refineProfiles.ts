import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { NumericProfile, totalOf } from '../profile/NumericProfile';
import {
  cumulativeShares,
  kolmogorovBounds,
  wassersteinBounds,
} from '../profile/profileBounds';
import { groupBins, refineBins } from '../profile/refineBins';
import { numericSampleOf, pairNumeric } from '../samples/numericSample';
import { binValuesQuery, readNumericSample } from '../sql';
import { kolmogorovSmirnovPValue } from '../stats/tests/kolmogorovSmirnov';
import { TestResult } from '../tests/DriftTest';

/** Rows whose values are held at a time. */
const MAX_ROWS = 1_000_000;

/** Where the values of a column lie. */
export interface ColumnPlace {
  dataSet: DataSet;
  column: DescribedColumn;
}

/**
 * The exact Kolmogorov-Smirnov and Wasserstein statistics of two profiles: the
 * values of only those bins are read again in which a statistic is not settled.
 */
export async function refineProfiles(options: {
  reference: NumericProfile;
  current: NumericProfile;
  places: { reference: ColumnPlace; current: ColumnPlace };
  results: Record<string, TestResult>;
  signal?: AbortSignal;
}): Promise<Record<string, TestResult>> {
  const { reference, current, places, results, signal } = options;
  if (!results.ks?.bounds || !results.wasserstein?.bounds) {
    return results;
  }
  const ks = kolmogorovBounds(cumulativeShares(reference, current));
  const distance = wassersteinBounds(reference, current);
  const bins = [...new Set([...ks.candidates, ...distance.candidates])].sort(
    (a, b) => a - b,
  );
  let gap = ks.low;
  let total = distance.settled;
  const rowsOf = (bin: number) => reference.bins[bin] + current.bins[bin];
  const groups = groupBins(bins, rowsOf, MAX_ROWS);
  for (const group of groups) {
    // One bin with many rows holds few values, often one
    const isGrouped =
      group.reduce((sum, bin) => sum + rowsOf(bin), 0) > MAX_ROWS;
    const read = async ({ dataSet, column }: ColumnPlace) => {
      const result = await dataSet.runner.query(
        binValuesQuery(dataSet, column, reference.grid, {
          bins: group,
          isGrouped,
        }),
        dataSet.parameters,
        { signal },
      );
      return isGrouped
        ? readNumericSample(result)
        : numericSampleOf(result.columns.v as Float64Array);
    };
    const refined = refineBins(
      reference,
      current,
      group,
      pairNumeric(await read(places.reference), await read(places.current)),
    );
    gap = Math.max(gap, refined.gap);
    const isOpen = new Set(distance.candidates);
    for (const [bin, value] of refined.distances) {
      total += isOpen.has(bin) ? value : 0;
    }
  }
  const scale =
    (results.wasserstein.scales?.normalised ?? 0) /
    results.wasserstein.statistic!;
  return {
    ...results,
    ks: {
      ...results.ks,
      statistic: gap,
      bounds: undefined,
      pValue: kolmogorovSmirnovPValue({
        statistic: gap,
        referenceTotal: totalOf(reference).count,
        currentTotal: totalOf(current).count,
      }),
    },
    wasserstein: {
      ...results.wasserstein,
      statistic: total,
      bounds: undefined,
      scales: { normalised: total * scale },
    },
  };
}
