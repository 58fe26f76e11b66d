import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  AttributionRule,
  Budget,
  COST_METRICS,
  CostMetric,
  readAttributionRules,
  readBudget,
  readSplitPolicies,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { readRunKeys } from './config/runKeys';
import { readRates } from './config/rates';
import { readKeptDays } from './config/retention';
import { PrometheusSource, readPrometheus } from './config/prometheus';
import { readSources } from './config/sources';
import { CostSource } from './domain/CostSource';
import { CurrencyRate } from './domain/CurrencyRates';
import { orRefuse, refuse } from './readSetting';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A budget, and whose it is. */
export type ScopedBudget = Budget & { scope: string };

/** Settings of costs as plain values. */
export interface CostConfig {
  /** What is shown where nobody asks for another. */
  metric: CostMetric;
  sources: readonly CostSource[];
  /** Absent where the catalog makes the rules. */
  rules?: readonly AttributionRule[];
  /** Whether the catalog's rules come after those; they are dropped otherwise. */
  hasCatalogRulesLast: boolean;
  /** Tags and labels that name the run of a pipeline. */
  runKeys: readonly string[];
  policies: SplitPolicies;
  budgets: readonly ScopedBudget[];
  /** Where usage is read from. */
  prometheus: readonly PrometheusSource[];
  /** How long ago the last day of a source may be. */
  staleAfterMs: number;
  rates: readonly CurrencyRate[];
  /** For how many days the costs of days are kept. */
  keptDays: number;
  arePermissionsEnabled: boolean;
}

function readMetric(config: Config | undefined): CostMetric {
  const name = config?.getOptionalString('metric') ?? 'effective';
  return (
    COST_METRICS.find(metric => metric === name) ??
    refuse('cost.metric', `must be one of ${COST_METRICS.join(', ')}`)
  );
}

function readBudgets(given: unknown): ScopedBudget[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    return refuse('cost.budgets', 'must be a list');
  }
  const known = new Map<string, number>();
  return given.map((value, index) => {
    const key = `cost.budgets[${index}]`;
    const budget = orRefuse(() => readBudget(value, key));
    const { scope, currency, period } = budget;
    const what = `${scope} ${currency} ${period}`;
    const earlier = known.get(what);
    if (earlier !== undefined) {
      refuse(
        key,
        `is for the same scope, currency and period as cost.budgets[${earlier}]`,
      );
    }
    known.set(what, index);
    return budget;
  });
}

function readStaleAfter(config: Config | undefined): number {
  if (!config?.has('staleAfter')) {
    return 3 * DAY_MS;
  }
  const staleAfterMs = durationToMilliseconds(
    readDurationFromConfig(config, { key: 'staleAfter' }),
  );
  return staleAfterMs > 0
    ? staleAfterMs
    : refuse('cost.staleAfter', 'must be longer than nothing');
}

function readCatalogRules(config: Config | undefined): boolean {
  const place = config?.getOptionalString('catalogRules');
  return place === undefined || place === 'last'
    ? place === 'last'
    : refuse('cost.catalogRules', "must be 'last', or left out");
}

/** The configuration of the plugin; what is wrong in it is named. */
export function readCostConfig(root: Config): CostConfig {
  const config = root.getOptionalConfig('cost');
  const rules = config?.getOptional('attribution');
  return {
    metric: readMetric(config),
    sources: readSources(config?.getOptionalConfigArray('sources') ?? []),
    rules:
      rules === undefined
        ? undefined
        : orRefuse(() => readAttributionRules(rules, 'cost.attribution')),
    runKeys: readRunKeys(config),
    hasCatalogRulesLast: readCatalogRules(config),
    policies: orRefuse(() =>
      readSplitPolicies(config?.getOptional('sharing'), 'cost.sharing'),
    ),
    budgets: readBudgets(config?.getOptional('budgets')),
    prometheus: readPrometheus(
      config?.getOptionalConfigArray('prometheus') ?? [],
    ),
    staleAfterMs: readStaleAfter(config),
    rates: readRates(config?.getOptional('rates')),
    keptDays: readKeptDays(config),
    arePermissionsEnabled:
      root.getOptionalBoolean('permission.enabled') ?? false,
  };
}
