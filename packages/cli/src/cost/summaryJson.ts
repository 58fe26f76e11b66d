import {
  type Amount,
  COST_METRICS,
  type CostMetric,
  type CostSummary,
  type CurrencySummary,
  formatAmount,
  SUMMARY_DIMENSIONS,
} from '@plumbline/backstage-plugin-cost-formats';
import type { FinishedAttribution } from './attribution/AttributionSummary';
import {
  attributionJson,
  attributionWarnings,
  type PrintedAttribution,
} from './attribution/attributionJson';
import type { OpenedCosts } from '@plumbline/backstage-plugin-cost-node';

type Groups = Record<string, string>;

/** The groups of one currency, as they are printed. */
export interface PrintedGroups {
  [dimension: string]: Groups | Record<string, Groups>;
  tag: Record<string, Groups>;
}

/** How much of a bill has tags. */
export interface PrintedTagging {
  untaggedRows: number;
  unreadableRows: number;
  /** Rows by key of a tag. */
  rows: Record<string, number>;
  /** What has no tag, by currency. */
  untagged: Groups;
}

/** What `cost import --json` prints. */
export interface SummaryDocument {
  format: string;
  metric: CostMetric;
  rows: OpenedCosts['rows'];
  period: { start: string; end: string } | null;
  totals: Record<string, Record<CostMetric, string | null>>;
  by: PrintedGroups | null;
  byCurrency?: Record<string, PrintedGroups>;
  tagging: PrintedTagging;
  attribution: PrintedAttribution | null;
  attributionByCurrency?: Record<string, PrintedAttribution>;
  rejected: OpenedCosts['rejected'];
  warnings: string[];
}

/** Keys of bills can have any name: an object without a prototype holds them all. */
function groups(sums: ReadonlyMap<string, Amount>): Groups {
  const printed: Groups = Object.create(null);
  for (const key of [...sums.keys()].sort()) {
    printed[key] = formatAmount(sums.get(key)!);
  }
  return printed;
}

function groupsOf({ by, tags }: CurrencySummary): PrintedGroups {
  const tag: Record<string, Groups> = Object.create(null);
  for (const key of [...tags.keys()].sort()) {
    tag[key] = groups(tags.get(key)!);
  }
  const printed: PrintedGroups = { tag };
  for (const dimension of SUMMARY_DIMENSIONS) {
    printed[dimension] = groups(by[dimension]);
  }
  return printed;
}

function taggingOf(
  summary: CostSummary,
  currencies: ReadonlyMap<string, CurrencySummary>,
): PrintedTagging {
  const { untaggedRows, unreadableRows, rows } = summary.tagCoverage;
  const printed: Record<string, number> = Object.create(null);
  for (const key of [...rows.keys()].sort()) {
    printed[key] = rows.get(key)!;
  }
  return {
    untaggedRows,
    unreadableRows,
    rows: printed,
    untagged: groups(
      new Map([...currencies].map(([code, { untagged }]) => [code, untagged])),
    ),
  };
}

/** What is printed of a bill without rows. */
const NOTHING: PrintedAttribution = {
  attributed: null,
  unattributed: null,
  rules: {},
};

function emptyGroups(): PrintedGroups {
  const printed: PrintedGroups = { tag: {} };
  for (const dimension of SUMMARY_DIMENSIONS) {
    printed[dimension] = {};
  }
  return printed;
}

/** A bill as document. Currencies are never added: with several, `by` and `attribution` are null and each has its own. */
export function summaryJson(options: {
  costs: Pick<OpenedCosts, 'format' | 'rows' | 'rejected' | 'warnings'>;
  summary: CostSummary;
  attributed: FinishedAttribution;
  metric: CostMetric;
}): SummaryDocument {
  const { costs, summary, attributed, metric } = options;
  const currencies = summary.finish();
  const warnings = [...costs.warnings, ...attributionWarnings(attributed)];
  const states = (name: CostMetric) =>
    [...currencies.values()].some(({ totals }) => totals[name] !== undefined);
  if (summary.rowsWithoutMetric > 0) {
    const others = COST_METRICS.filter(name => states(name));
    warnings.push(
      `${summary.rowsWithoutMetric} rows state no ${metric} cost and do not count in it; ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} stated`,
    );
  }
  const tagging = taggingOf(summary, currencies);
  if (tagging.unreadableRows > 0) {
    warnings.push(
      `${tagging.unreadableRows} ${tagging.unreadableRows === 1 ? 'row has' : 'rows have'} tags that cannot be read, and count as untagged`,
    );
  }
  if (costs.rows.read === 0) {
    warnings.push('there are no rows');
  }
  const printed = [...attributed.currencies]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, one]) => [currency, attributionJson(one)] as const);
  const [only] = currencies.values();
  if (currencies.size > 1) {
    warnings.push(
      `there are amounts in ${[...currencies.keys()].join(', ')}: they are not added up`,
    );
  }
  const { billed, effective } = only?.totals ?? {};
  if (
    currencies.size === 1 &&
    metric === 'effective' &&
    effective === 0n &&
    billed !== undefined &&
    billed !== 0n
  ) {
    warnings.push(
      'the effective cost is zero and the billed one is not: the source does not fill it, choose --metric billed',
    );
  }
  const ofCurrency = only ? groupsOf(only) : emptyGroups();
  return {
    format: costs.format,
    metric,
    rows: costs.rows,
    period: summary.period ?? null,
    totals: Object.fromEntries(
      [...currencies].map(([currency, { totals }]) => [
        currency,
        Object.fromEntries(
          COST_METRICS.map(name => {
            const amount = totals[name];
            return [name, amount === undefined ? null : formatAmount(amount)];
          }),
        ) as Record<CostMetric, string | null>,
      ]),
    ),
    by: currencies.size > 1 ? null : ofCurrency,
    ...(currencies.size > 1 && {
      byCurrency: Object.fromEntries(
        [...currencies].map(([currency, one]) => [currency, groupsOf(one)]),
      ),
    }),
    tagging,
    attribution: printed.length > 1 ? null : (printed[0]?.[1] ?? NOTHING),
    ...(printed.length > 1 && {
      attributionByCurrency: Object.fromEntries(printed),
    }),
    rejected: costs.rejected,
    warnings,
  };
}
