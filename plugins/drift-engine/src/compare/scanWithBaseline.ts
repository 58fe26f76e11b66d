import { DataSet } from '../compute/SqlRunner';
import {
  CategoricalProfile,
  profileCategories,
} from '../profile/CategoricalProfile';
import {
  pairOfProfiles,
  resultsOfProfiles,
} from '../profile/compareNumericProfiles';
import {
  NumericProfile,
  profileSample,
  totalOf,
} from '../profile/NumericProfile';
import { pairCategorical } from '../samples/categoricalPair';
import { CategoricalPair, SampleCounts } from '../samples/samples';
import { ColumnEvidence } from '../verdict/verdict';
import { AnyDriftTest, fitsPair } from '../stats/testRegistry';
import {
  BaselineProfile,
  ColumnProfile,
  countRows,
  profileCategoricalColumn,
  ProfiledColumn,
} from './BaselineProfile';
import { columnEvidence, isNumericType } from './columnEvidence';
import { describedColumns } from './describedColumns';
import { Moments } from './moments';
import { profileColumn, readKnownRanges } from './profileColumns';
import { columnsTogether } from './readColumnValues';
import { ReadColumn, readSamples } from './readSamples';
import { refineProfiles } from './refineProfiles';
import { roundingCaveat } from './roundingCaveat';

function momentsOfProfile(profile: NumericProfile): Moments {
  const { count, mean } = totalOf(profile);
  return {
    mean,
    std: count > 0 ? Math.sqrt(profile.squares / count) : 0,
    min: profile.min ?? mean,
    max: profile.max ?? mean,
  };
}

/** Categories that are not kept by name stand as one. */
const OTHER = '(other categories)';

function pairOfCategories(
  reference: CategoricalProfile,
  current: CategoricalProfile,
): CategoricalPair {
  const withOther = ({ categories, otherRows }: CategoricalProfile) =>
    otherRows > 0 ? new Map([...categories, [OTHER, otherRows]]) : categories;
  return pairCategorical(withOther(reference), withOther(current));
}

/** Evidence about a column from two profiles on the grids of one baseline. @public */
export function evidenceOfProfiles(options: {
  column: string;
  declared: ProfiledColumn;
  current: ColumnProfile;
  tests: readonly AnyDriftTest[];
  weight?: number;
}): ColumnEvidence {
  const { column, declared, current, tests, weight } = options;
  const { type, typeReason, profile: reference } = declared;
  const base = {
    column,
    type,
    typeReason,
    weight,
    current: current.counts,
    tests,
  };
  if (reference?.kind === 'numeric' && current.kind === 'numeric') {
    const pair = pairOfProfiles(reference, current);
    const moments =
      pair.referenceTotal > 0 && pair.currentTotal > 0
        ? {
            reference: momentsOfProfile(reference),
            current: momentsOfProfile(current),
          }
        : undefined;
    const isDiscrete = type === 'discrete';
    const evidence = columnEvidence({
      ...base,
      reference: reference.counts,
      pair,
      moments,
      tests: isDiscrete ? tests : [],
    });
    return isDiscrete
      ? evidence
      : {
          ...evidence,
          distinct: undefined,
          pair: undefined,
          tests: resultsOfProfiles({
            reference,
            current,
            pair,
            tests: tests.filter(
              test => test.appliesTo.includes(type) && fitsPair(test, pair),
            ),
          }),
        };
  }
  if (reference?.kind === 'categorical' && current.kind === 'categorical') {
    return columnEvidence({
      ...base,
      reference: reference.counts,
      pair: pairOfCategories(reference, current),
    });
  }
  return columnEvidence({
    ...base,
    reference: current.counts,
    pair: undefined,
  });
}

/** The profile of a column that was read whole, like that of the baseline. */
function profileOfValues(
  baseline: ColumnProfile,
  read: ReadColumn | undefined,
): ColumnProfile | undefined {
  if (!read) {
    return undefined;
  }
  const { counts, values } = read;
  if (values instanceof Map) {
    return profileCategories(values, counts);
  }
  return baseline.kind === 'numeric'
    ? profileSample(values, baseline.grid, counts)
    : undefined;
}

/**
 * Evidence about every column of a baseline from one scan of the current rows
 * for each column.
 *
 * @param options - with `exactReference`, the rows of the baseline, the
 *   Kolmogorov-Smirnov and Wasserstein statistics are made exact
 */
export async function scanWithBaseline(options: {
  baseline: BaselineProfile;
  current: DataSet;
  tests: readonly AnyDriftTest[];
  exactReference?: DataSet;
  weights?: ReadonlyMap<string, number>;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}): Promise<{ rows: number; evidence: ColumnEvidence[] }> {
  const {
    baseline,
    current,
    tests,
    exactReference,
    weights,
    onProgress,
    signal,
  } = options;
  const rows = await countRows(current, signal);
  const described = describedColumns(current, baseline.columns);
  const evidence: ColumnEvidence[] = [];
  const asked = [...baseline.columns].flatMap(([name, { type, profile }]) => {
    const column = described.get(name);
    return column && profile
      ? [{ column, isNumeric: isNumericType(type) }]
      : [];
  });
  const samples = readSamples({
    dataSet: current,
    rows,
    columns: asked,
    signal,
  });
  const numeric = asked.filter(({ isNumeric }) => isNumeric);
  const ranges = await readKnownRanges(
    current,
    columnsTogether(rows) > 1 ? [] : numeric.map(({ column }) => column),
    signal,
  );
  for (const [name, declared] of baseline.columns) {
    signal?.throwIfAborted();
    const column = described.get(name);
    const nothing: SampleCounts = { rows, nulls: 0, nonFinite: 0, mistyped: 0 };
    const base = {
      column: name,
      type: declared.type,
      typeReason: declared.typeReason,
      weight: weights?.get(name),
      reference: declared.profile?.counts ?? {
        ...nothing,
        rows: baseline.rows,
      },
      current: nothing,
      tests: {},
      signals: [],
    };
    if (!column) {
      evidence.push({
        ...base,
        failure: `${current.title} has no column '${name}'.`,
      });
    } else if (!declared.profile) {
      evidence.push(base);
    } else {
      try {
        const { value: read } = await samples.next();
        const profile =
          profileOfValues(declared.profile, read) ??
          (declared.profile.kind === 'numeric'
            ? await profileColumn({
                dataSet: current,
                column,
                grid: declared.profile.grid,
                range: ranges.get(name),
                signal,
              })
            : await profileCategoricalColumn(current, column, signal));
        const found = evidenceOfProfiles({
          column: name,
          declared,
          current: profile,
          tests,
          weight: weights?.get(name),
        });
        found.caveat = roundingCaveat(column, found.moments);
        const place =
          exactReference &&
          describedColumns(exactReference, baseline.columns).get(name);
        if (
          exactReference &&
          place &&
          declared.profile.kind === 'numeric' &&
          profile.kind === 'numeric'
        ) {
          found.tests = await refineProfiles({
            reference: declared.profile,
            current: profile,
            places: {
              reference: { dataSet: exactReference, column: place },
              current: { dataSet: current, column },
            },
            results: found.tests,
            signal,
          });
        }
        evidence.push(found);
      } catch (error) {
        signal?.throwIfAborted();
        evidence.push({
          ...base,
          failure: `Could not be read: ${(error as Error).message}`,
        });
      }
    }
    onProgress?.(evidence.length, baseline.columns.size);
  }
  return { rows, evidence };
}
