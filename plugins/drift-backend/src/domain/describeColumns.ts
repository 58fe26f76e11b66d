import type { BaselineProfile } from '@plumbline/backstage-plugin-drift-engine';
import { BaselineColumn } from './records';

/** Categories that a form can offer. */
const MAX_VALUES = 20;

/** What a person reads about the columns of a baseline. */
export function describeColumns(baseline: BaselineProfile): BaselineColumn[] {
  return [...baseline.columns].map(([name, { type, typeReason, profile }]) => {
    const counts = profile?.counts;
    const column: BaselineColumn = {
      name,
      type,
      reason: typeReason,
      nullShare: counts && counts.rows > 0 ? counts.nulls / counts.rows : 0,
    };
    if (profile?.kind === 'numeric') {
      return { ...column, low: profile.min, high: profile.max };
    }
    if (profile?.kind === 'categorical') {
      const { categories, otherRows } = profile;
      return {
        ...column,
        distinct: otherRows > 0 ? undefined : categories.size,
        values:
          otherRows === 0 && categories.size <= MAX_VALUES
            ? [...categories.keys()]
            : undefined,
      };
    }
    return column;
  });
}
