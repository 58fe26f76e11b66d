import { resolve } from 'node:path';
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
  TABLE_FORMATS,
} from '@plumbline/backstage-plugin-cost-formats';
import { readRunKeys } from './config/runKeys';
import { readRates } from './config/rates';
import { readKeptDays } from './config/retention';
import { PrometheusSource, readPrometheus } from './config/prometheus';
import { CostSource } from './domain/CostSource';
import { CurrencyRate } from './domain/CurrencyRates';
import { orRefuse, refuse } from './readSetting';

const DAY_MS = 24 * 60 * 60 * 1000;
const SOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CURRENCY = /^[A-Z]{3}$/;
const FORMATS = [...TABLE_FORMATS, 'opencost-allocation', 'opencost-cloudcost'];

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

function readFormat(config: Config, key: string): string | undefined {
  const format = config.getOptionalString('format');
  if (
    format !== undefined &&
    !FORMATS.some(known => format === known || format.startsWith(`${known}-`))
  ) {
    refuse(
      `${key}.format`,
      `is '${format}', which is none of ${FORMATS.join(', ')}`,
    );
  }
  return format;
}

function readSources(configs: readonly Config[]): CostSource[] {
  const ids = new Set<string>();
  return configs.map((config, index) => {
    const key = `cost.sources[${index}]`;
    const id = config.getString('id');
    if (!SOURCE_ID.test(id)) {
      refuse(`${key}.id`, "must be 1 to 100 letters, digits, '.', '_' or '-'");
    }
    if (ids.has(id)) {
      refuse(`${key}.id`, `is '${id}' a second time`);
    }
    ids.add(id);
    const currency = config.getOptionalString('currency');
    if (currency !== undefined && !CURRENCY.test(currency)) {
      refuse(
        `${key}.currency`,
        'must be a currency code of three letters, such as EUR',
      );
    }
    return {
      id,
      title: config.getOptionalString('title') ?? id,
      folder: resolve(config.getString('folder')),
      pattern: config.getOptionalString('pattern'),
      format: readFormat(config, key),
      currency,
    };
  });
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
