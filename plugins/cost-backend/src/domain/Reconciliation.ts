import type { CostReconciliation } from '@plumbline/backstage-plugin-cost-common';
import {
  CostMetric,
  formatAmount,
  ReconciliationLine,
} from '@plumbline/backstage-plugin-cost-formats';

const PARTS = [
  'source',
  'attributed',
  'shared',
  'idle',
  'unattributed',
] as const;
type Sums = Record<(typeof PARTS)[number], bigint>;

/** Where the money of a source went, by currency, for one metric; a currency that does not state it is left out. */
export class Reconciliation {
  readonly #metric: CostMetric;
  readonly #sums = new Map<string, Sums>();

  constructor(metric: CostMetric) {
    this.#metric = metric;
  }

  add(currency: string, lines: readonly ReconciliationLine[]): void {
    for (const line of lines) {
      if (line.metric === this.#metric) {
        const sums = this.#sums.get(currency) ?? {
          source: 0n,
          attributed: 0n,
          shared: 0n,
          idle: 0n,
          unattributed: 0n,
        };
        for (const part of PARTS) {
          sums[part] += line[part] ?? 0n;
        }
        this.#sums.set(currency, sums);
      }
    }
  }

  list(source: string): CostReconciliation[] {
    return [...this.#sums].sort().map(([currency, sums]) => ({
      source,
      currency,
      total: formatAmount(sums.source),
      attributed: formatAmount(sums.attributed),
      shared: formatAmount(sums.shared),
      idle: formatAmount(sums.idle),
      unattributed: formatAmount(sums.unattributed),
      difference: formatAmount(
        sums.source -
          sums.attributed -
          sums.shared -
          sums.idle -
          sums.unattributed,
      ),
    }));
  }
}
