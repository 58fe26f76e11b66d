import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { OpenCostInstance } from '../domain/CostSource';
import { refuse } from '../readSetting';

const DEFAULT_PATH = '/allocation';
/** Prometheus keeps fifteen days where nobody says otherwise. */
const DEFAULT_DAYS = 14;
const MAX_DAYS = 92;
const DEFAULT_TIMEOUT_MS = 2 * 60 * 1000;
/** The HTTP client of Node waits no longer for the first byte. */
const MAX_TIMEOUT_MS = 5 * 60 * 1000;

const PROPERTIES = [
  'cluster',
  'node',
  'namespace',
  'controllerKind',
  'controller',
  'service',
  'pod',
  'container',
];
/** Names of labels as Prometheus has them are among these. */
const LABEL = /^(?:label|annotation):[A-Za-z0-9][A-Za-z0-9._/-]{0,252}$/;

function readUrl(config: Config, key: string): string {
  const text = config.getString('url');
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    return refuse(
      `${key}.url`,
      'must be an address such as http://opencost.opencost:9003',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      `${key}.url`,
      "must hold no user and no password: use 'token' or 'headers'",
    );
  }
  if (url.search !== '' || url.hash !== '') {
    return refuse(`${key}.url`, 'must have no query');
  }
  const path = config.getOptionalString('path') ?? DEFAULT_PATH;
  if (!/^(?:\/[\w.~-]+)+$/.test(path)) {
    return refuse(
      `${key}.path`,
      'must be a path such as /allocation or /model/allocation',
    );
  }
  return `${url.href.replace(/\/+$/, '')}${path}`;
}

/** What is wrong with a header is said without its value. */
function readHeaders(config: Config, key: string): Record<string, string> {
  const given = config.getOptionalConfig('headers');
  const headers: Record<string, string> = {};
  for (const name of given?.keys() ?? []) {
    const value = given!.getString(name);
    try {
      new Headers().set(name, value);
    } catch {
      refuse(`${key}.headers`, `has a header '${name}' that cannot be sent`);
    }
    headers[name.toLowerCase()] = value;
  }
  if (config.has('token')) {
    const token = config.getString('token');
    if (!/^[\x21-\x7e]+$/.test(token)) {
      refuse(`${key}.token`, 'must be one word');
    }
    if (headers.authorization !== undefined) {
      refuse(`${key}.token`, "does not go with the header 'Authorization'");
    }
    headers.authorization = `Bearer ${token}`;
  }
  return headers;
}

function readAggregate(config: Config, key: string): string[] | undefined {
  const aggregate = config.getOptionalStringArray('aggregate');
  if (!aggregate) {
    return undefined;
  }
  const odd = aggregate.find(
    name => !PROPERTIES.includes(name) && !LABEL.test(name),
  );
  if (odd !== undefined) {
    refuse(
      `${key}.aggregate`,
      `has '${odd}', which is none of ${PROPERTIES.join(', ')}, label:<name> and annotation:<name>`,
    );
  }
  return aggregate.length > 0 && new Set(aggregate).size === aggregate.length
    ? aggregate
    : refuse(`${key}.aggregate`, 'must name something, and nothing twice');
}

function readTimeout(config: Config, key: string): number {
  if (!config.has('timeout')) {
    return DEFAULT_TIMEOUT_MS;
  }
  const timeoutMs = durationToMilliseconds(
    readDurationFromConfig(config, { key: 'timeout' }),
  );
  return timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS
    ? timeoutMs
    : refuse(`${key}.timeout`, 'must be more than nothing, at most 5 minutes');
}

/** How to ask an OpenCost or a Kubecost. */
export function readOpenCost(config: Config, key: string): OpenCostInstance {
  const windowDays = config.getOptionalNumber('windowDays') ?? DEFAULT_DAYS;
  if (
    !Number.isInteger(windowDays) ||
    windowDays < 1 ||
    windowDays > MAX_DAYS
  ) {
    refuse(`${key}.windowDays`, `must be a whole number from 1 to ${MAX_DAYS}`);
  }
  return {
    url: readUrl(config, key),
    headers: readHeaders(config, key),
    cluster: config.getOptionalString('cluster'),
    windowDays,
    aggregate: readAggregate(config, key),
    timeoutMs: readTimeout(config, key),
  };
}
