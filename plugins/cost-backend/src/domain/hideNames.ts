import {
  COST_METRICS,
  CostAmounts,
} from '@plumbline/backstage-plugin-cost-formats';
import { addStated } from './DayCost';

/** A row as it was booked; texts are empty where nothing is said. */
interface Row {
  columns: Readonly<Record<string, string>>;
  amounts: CostAmounts;
}

/** What tells nothing of an entity. */
const KEPT = ['day', 'bill_month', 'currency', 'source', 'kind'];

function addUp(one: CostAmounts, other: CostAmounts): CostAmounts {
  return Object.fromEntries(
    COST_METRICS.map(metric => [metric, addStated(one[metric], other[metric])]),
  );
}

/** The rows of entities that may be named, and the sums of all others: together they are as much as before. */
export function hideNames<Booked extends Row>(
  rows: readonly Booked[],
  isNamed: (entityRef: string) => boolean,
): Row[] {
  const named: Row[] = [];
  const hidden = new Map<string, Row>();
  for (const row of rows) {
    if (isNamed(row.columns.entity_ref)) {
      named.push(row);
    } else {
      const columns = Object.fromEntries(
        Object.entries(row.columns).map(([name, text]) => [
          name,
          KEPT.includes(name) ? text : '',
        ]),
      );
      const key = JSON.stringify(columns);
      const known = hidden.get(key)?.amounts ?? {};
      hidden.set(key, { columns, amounts: addUp(known, row.amounts) });
    }
  }
  return [...named, ...hidden.values()];
}
