import { mergeCategoricalProfiles } from '../profile/CategoricalProfile';
import { isSameGrid } from '../profile/grid';
import { mergeNumericProfiles, profileSample } from '../profile/NumericProfile';
import { mergeNumericSamples } from '../samples/numericSample';
import { SampleCounts } from '../samples/samples';
import { DocumentedColumn, ProfileDocument } from './ProfileDocument';

function addCounts(a: SampleCounts, b: SampleCounts): SampleCounts {
  return {
    rows: a.rows + b.rows,
    nulls: a.nulls + b.nulls,
    nonFinite: a.nonFinite + b.nonFinite,
    mistyped: a.mistyped + b.mistyped,
  };
}

type Content = DocumentedColumn['profile'];

function mergeContents(name: string, a: Content, b: Content): Content {
  if (!a || !b) {
    return undefined;
  }
  if (a.kind === 'categorical' && b.kind === 'categorical') {
    return mergeCategoricalProfiles(a, b);
  }
  if (a.kind === 'sample' && b.kind === 'sample') {
    return {
      ...a,
      counts: addCounts(a.counts, b.counts),
      sample: mergeNumericSamples(a.sample, b.sample),
    };
  }
  if (a.kind === 'categorical' || b.kind === 'categorical') {
    throw new Error(
      `Column '${name}' holds categories in one profile and numbers in the other.`,
    );
  }
  const onGrid = (content: typeof a, other: typeof a) =>
    content.kind === 'numeric'
      ? content
      : other.kind === 'numeric' &&
        profileSample(content.sample, other.grid, content.counts);
  const left = onGrid(a, b);
  const right = onGrid(b, a);
  if (!left || !right || !isSameGrid(left.grid, right.grid)) {
    throw new Error(
      `Column '${name}' lies on different grids: profile the second file on the grids of the first (--like).`,
    );
  }
  return mergeNumericProfiles(left, right);
}

/**
 * The profile of the rows of both: equal to profiling them together. Throws an
 * Error that names the column when their columns, types or grids differ.
 *
 * @public
 */
export function mergeProfileDocuments(
  a: ProfileDocument,
  b: ProfileDocument,
): ProfileDocument {
  const columns = new Map<string, DocumentedColumn>();
  for (const name of new Set([...a.columns.keys(), ...b.columns.keys()])) {
    const left = a.columns.get(name);
    const right = b.columns.get(name);
    if (!left || !right) {
      throw new Error(`Column '${name}' is in one of the profiles only.`);
    }
    if (left.type !== right.type) {
      throw new Error(
        `Column '${name}' is ${left.type} in one profile and ${right.type} in the other: declare its type (--columns).`,
      );
    }
    columns.set(name, {
      ...left,
      profile: mergeContents(name, left.profile, right.profile),
    });
  }
  return { version: 1, rows: a.rows + b.rows, columns };
}
