import { resolve } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration, durationToMilliseconds } from '@backstage/types';
import {
  DriftSource,
  MlflowInstance,
  readDriftSources,
  readMlflowInstances,
} from '@plumbline/backstage-plugin-drift-node';

/** Rows that an annotation may name. */
export interface NamedDataSet {
  name: string;
  source: string;
  path: string;
  timeColumn?: string;
  /** ISO 8601 duration. */
  window?: string;
}

/** Whom to ask for another training. */
export interface RetrainingEndpoint {
  url: string;
  secret: string;
}

/** A model server that people may try. */
export interface PlaygroundEndpoint {
  name: string;
  title: string;
  url: string;
  /** `mlflow` wraps the inputs as `dataframe_records`, `json` sends them as they are. */
  format: 'mlflow' | 'json';
  entities: string[];
  headers: Record<string, string>;
}

/** Settings of drift as plain values. */
export interface DriftConfig {
  sources: DriftSource[];
  instances: MlflowInstance[];
  dataSets: Map<string, NamedDataSet>;
  /** Absolute paths of monitor documents. */
  monitorFiles: string[];
  retraining: Map<string, RetrainingEndpoint>;
  playground: PlaygroundEndpoint[];
  cacheDirectory: string;
  backfillWindows: number;
  parallelRuns: number;
  retentionMs: number;
  refreshMs: number;
  arePermissionsEnabled: boolean;
}

const DEFAULT_CACHE_DIRECTORY = '.data/drift';
const DEFAULT_BACKFILL_WINDOWS = 30;
const MAX_BACKFILL_WINDOWS = 400;
const MAX_PARALLEL_RUNS = 8;

function refuse(key: string, reason: string): never {
  throw new InputError(`Invalid configuration: ${key} ${reason}`);
}

function readUrl(config: Config, key: string, path: string): string {
  const text = config.getString(key);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username) {
    refuse(
      `${path}.${key}`,
      'must be an http or https URL without credentials',
    );
  }
  return text;
}

function readWhole(options: {
  config: Config;
  key: string;
  fallback: number;
  high: number;
}): number {
  const { config, key, fallback, high } = options;
  const value = config.getOptionalNumber(key) ?? fallback;
  const low = key.endsWith('Windows') ? 0 : 1;
  if (!Number.isInteger(value) || value < low || value > high) {
    refuse(key, `must be a whole number from ${low} to ${high}`);
  }
  return value;
}

function readDuration(
  config: Config,
  key: string,
  fallback: HumanDuration,
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}

/** The children of an object in the configuration, with their names. */
function children(config: Config, key: string): [string, Config][] {
  const parent = config.getOptionalConfig(key);
  return (parent?.keys() ?? []).map(name => [name, parent!.getConfig(name)]);
}

function readDataSets(config: Config, sources: readonly DriftSource[]) {
  return new Map(
    children(config, 'drift.datasets').map(([name, child]) => {
      const source = child.getString('source');
      if (!sources.some(known => known.name === source)) {
        refuse(
          `drift.datasets.${name}.source`,
          `is "${source}", which drift.sources does not have`,
        );
      }
      const dataSet: NamedDataSet = {
        name,
        source,
        path: child.getString('path'),
        timeColumn: child.getOptionalString('timeColumn'),
        window: child.getOptionalString('window'),
      };
      return [name, dataSet];
    }),
  );
}

function readPlayground(config: Config): PlaygroundEndpoint[] {
  return children(config, 'drift.playground').map(([name, child]) => {
    const format = child.getOptionalString('format') ?? 'mlflow';
    if (format !== 'mlflow' && format !== 'json') {
      refuse(`drift.playground.${name}.format`, 'must be mlflow or json');
    }
    const headers = child.getOptionalConfig('headers');
    return {
      name,
      title: child.getOptionalString('title') ?? name,
      url: readUrl(child, 'url', `drift.playground.${name}`),
      format,
      entities: child
        .getStringArray('entities')
        .map(ref => ref.toLocaleLowerCase('en-US')),
      headers: Object.fromEntries(
        (headers?.keys() ?? []).map(key => [key, headers!.getString(key)]),
      ),
    };
  });
}

/**
 * Reads and checks the configuration; whatever is wrong is named with its key.
 *
 * @param root - folder that relative paths begin at
 */
export function readDriftConfig(
  config: Config,
  root: string = process.cwd(),
): DriftConfig {
  const instances = readMlflowInstances(
    config.getOptional('mlflow.instances') as unknown,
  );
  const sources = readDriftSources(
    config.getOptional('drift.sources') as unknown,
    { root, instances: instances.map(({ name }) => name) },
  );
  return {
    sources,
    instances,
    dataSets: readDataSets(config, sources),
    monitorFiles: (config.getOptionalConfigArray('drift.monitors') ?? []).map(
      entry => resolve(root, entry.getString('file')),
    ),
    retraining: new Map(
      children(config, 'drift.retraining').map(([name, child]) => [
        name,
        {
          url: readUrl(child, 'url', `drift.retraining.${name}`),
          secret: child.getString('secret'),
        },
      ]),
    ),
    playground: readPlayground(config),
    cacheDirectory: resolve(
      root,
      config.getOptionalString('drift.cacheDirectory') ??
        DEFAULT_CACHE_DIRECTORY,
    ),
    backfillWindows: readWhole({
      config,
      key: 'drift.backfillWindows',
      fallback: DEFAULT_BACKFILL_WINDOWS,
      high: MAX_BACKFILL_WINDOWS,
    }),
    parallelRuns: readWhole({
      config,
      key: 'drift.parallelRuns',
      fallback: 1,
      high: MAX_PARALLEL_RUNS,
    }),
    retentionMs: readDuration(config, 'drift.retention', { days: 180 }),
    refreshMs: readDuration(config, 'drift.refresh', { minutes: 10 }),
    arePermissionsEnabled:
      config.getOptionalBoolean('permission.enabled') ?? false,
  };
}
