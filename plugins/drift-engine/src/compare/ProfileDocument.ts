import { ColumnType } from '../columns/columnTypes';
import { CategoricalProfile } from '../profile/CategoricalProfile';
import { chooseGrid, GridFacts } from '../profile/grid';
import { NumericProfile, profileSample } from '../profile/NumericProfile';
import { NumericSample, SampleCounts } from '../samples/samples';
import { BaselineProfile } from './BaselineProfile';

/** Every value of a column that is small enough to be kept. @public */
export interface SampleProfile {
  version: 1;
  kind: 'sample';
  counts: SampleCounts;
  sample: NumericSample;
}

/** A column of a profile document. @public */
export interface DocumentedColumn {
  type: ColumnType;
  /** Why this type, when nobody declared it. */
  typeReason?: string;
  /** Absent for types that are not tested. */
  profile?: SampleProfile | NumericProfile | CategoricalProfile;
}

/**
 * Profile of a data set that can be written to a file, read and merged. Numbers
 * are kept one by one while they are few: documents of small files can be
 * merged whichever files they are of. Of many numbers the bins of a grid are
 * kept, and only documents on one grid can be merged.
 *
 * @public
 */
export interface ProfileDocument {
  version: 1;
  rows: number;
  columns: Map<string, DocumentedColumn>;
}

/** What a grid is chosen by, from all values. */
function gridFactsOf(sample: NumericSample): GridFacts {
  const { values, counts } = sample;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const quantile = (share: number) => {
    let cumulative = 0;
    return (
      values.find((_, index) => {
        cumulative += counts[index];
        return cumulative >= share * total;
      }) ?? values[values.length - 1]
    );
  };
  return {
    min: values[0],
    max: values[values.length - 1],
    quartiles: [quantile(0.25), quantile(0.5), quantile(0.75)],
    areWholeNumbers: values.every(Number.isInteger),
  };
}

/** The profile of a column on the grid that its own values choose. */
function toGrid({ sample, counts }: SampleProfile): NumericProfile {
  const grid =
    sample.values.length > 0
      ? chooseGrid(gridFactsOf(sample))
      : ({ kind: 'identity', bins: 1, low: 0, high: 0 } as const);
  return profileSample(sample, grid, counts);
}

/** What windows are compared with. @public */
export function toBaselineProfile(document: ProfileDocument): BaselineProfile {
  return {
    version: 1,
    rows: document.rows,
    columns: new Map(
      [...document.columns].map(([name, { profile, ...column }]) => [
        name,
        {
          ...column,
          profile: profile?.kind === 'sample' ? toGrid(profile) : profile,
        },
      ]),
    ),
  };
}
