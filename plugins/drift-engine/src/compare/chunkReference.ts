import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { pairCategorical } from '../samples/categoricalPair';
import { pairNumeric, sampleOfPair } from '../samples/numericSample';
import { NumericSample, SamplePair } from '../samples/samples';
import { chunkQuery, readChunks } from '../sql';
import { Policy } from '../verdict/verdict';

function toSample(chunk: ReadonlyMap<string | number, number>): NumericSample {
  const finite = [...chunk].filter(([value]) => Number.isFinite(value)) as [
    number,
    number,
  ][];
  finite.sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(finite, ([value]) => value),
    counts: Float64Array.from(finite, ([, count]) => count),
  };
}

function toCategories(
  chunk: ReadonlyMap<string | number, number>,
): Map<string, number> {
  return new Map([...chunk].map(([value, count]) => [String(value), count]));
}

/** What each chunk of the reference shows against the whole of it, by measure. */
export async function chunkReference(options: {
  reference: DataSet;
  column: DescribedColumn;
  rows: number;
  pair: SamplePair;
  chunks: NonNullable<Policy['chunks']>;
  signal?: AbortSignal;
}): Promise<Record<string, number[]>> {
  const { reference, column, rows, pair, chunks, signal } = options;
  const found = readChunks(
    await reference.runner.query(
      chunkQuery(reference, column, {
        isNumeric: pair.kind === 'numeric',
        chunks: chunks.count,
        rows,
      }),
      reference.parameters,
      { signal },
    ),
  );
  const values: Record<string, number[]> = {};
  for (const chunk of found) {
    const against: SamplePair =
      pair.kind === 'numeric'
        ? pairNumeric(sampleOfPair(pair, 'reference'), toSample(chunk))
        : pairCategorical(
            new Map(
              pair.categories
                .map((name, index) => [name, pair.reference[index]] as const)
                .filter(([, count]) => count > 0),
            ),
            toCategories(chunk),
          );
    for (const [measure, value] of Object.entries(chunks.measure(against))) {
      if (value !== undefined) {
        (values[measure] ??= []).push(value);
      }
    }
  }
  return values;
}
