import { SampleCounts } from '../samples/samples';

/** Categories that are kept by name; the rest is one number. */
export const MAX_CATEGORIES = 10_000;

/** Summary of a column of categories; additive. @public */
export interface CategoricalProfile {
  version: 1;
  kind: 'categorical';
  counts: SampleCounts;
  categories: Map<string, number>;
  /** Rows of categories beyond those that are kept. */
  otherRows: number;
}

/** The profile of counted categories: the most frequent are kept. @public */
export function profileCategories(
  categories: ReadonlyMap<string, number>,
  counts: SampleCounts,
): CategoricalProfile {
  if (categories.size <= MAX_CATEGORIES) {
    return {
      version: 1,
      kind: 'categorical',
      counts,
      categories: new Map(categories),
      otherRows: 0,
    };
  }
  const order = [...categories].sort(
    ([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1),
  );
  return {
    version: 1,
    kind: 'categorical',
    counts,
    categories: new Map(order.slice(0, MAX_CATEGORIES)),
    otherRows: order
      .slice(MAX_CATEGORIES)
      .reduce((sum, [, count]) => sum + count, 0),
  };
}

/** The profile of the rows of both. Exact while neither dropped a category. @public */
export function mergeCategoricalProfiles(
  a: CategoricalProfile,
  b: CategoricalProfile,
): CategoricalProfile {
  const categories = new Map(a.categories);
  for (const [name, count] of b.categories) {
    categories.set(name, (categories.get(name) ?? 0) + count);
  }
  const merged = profileCategories(categories, {
    rows: a.counts.rows + b.counts.rows,
    nulls: a.counts.nulls + b.counts.nulls,
    nonFinite: a.counts.nonFinite + b.counts.nonFinite,
    mistyped: a.counts.mistyped + b.counts.mistyped,
  });
  merged.otherRows += a.otherRows + b.otherRows;
  return merged;
}
