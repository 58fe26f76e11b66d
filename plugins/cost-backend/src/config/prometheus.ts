import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { Amount, readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { UsagePrices, UsageSource } from '../domain/UsageSource';
import { refuse } from '../readSetting';
import { PrometheusInstance } from '../usage/PrometheusInstance';

/** A Prometheus, how it is reached, and what is read from it. */
export type PrometheusSource = UsageSource & PrometheusInstance;

const SOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CURRENCY = /^[A-Z]{3}$/;
const HEADER_NAME = /^[A-Za-z0-9-]{1,100}$/;
/** What may stand in the value of a header. */
const HEADER_VALUE = /^[\x20-\x7e]{1,8000}$/;
const MAX_WINDOW_DAYS = 30;
const MAX_TIMEOUT_MS = 10 * 60_000;
const HUNDRED = readAmount('100')!;

function readUrl(config: Config, key: string): string {
  const text = config.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return refuse(`${key}.url`, 'must be an http or https URL');
  }
  if (url.username !== '' || url.password !== '') {
    refuse(
      `${key}.url`,
      'must not hold credentials: use username and password',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    refuse(`${key}.url`, 'must end with its path');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** A secret with a line break in it would be a second header, and would stand in a message. */
function readSecret(config: Config, name: string, key: string) {
  const secret = config.getOptionalString(name);
  return secret === undefined || HEADER_VALUE.test(secret)
    ? secret
    : refuse(`${key}.${name}`, 'must be printable characters of ASCII');
}

function readCredentials(config: Config, key: string) {
  const token = readSecret(config, 'token', key);
  const username = readSecret(config, 'username', key);
  const password = readSecret(config, 'password', key);
  if (token !== undefined && username !== undefined) {
    refuse(key, 'must have a token or a username, not both');
  }
  if ((username === undefined) !== (password === undefined)) {
    refuse(key, 'must have username and password together');
  }
  return { token, username, password };
}

function readHeaders(config: Config, key: string): Record<string, string> {
  const headers = config.getOptionalConfig('headers');
  return Object.fromEntries(
    (headers?.keys() ?? []).map(name => {
      if (!HEADER_NAME.test(name) || /^authorization$/i.test(name)) {
        refuse(
          `${key}.headers`,
          'must be names of headers, and not Authorization: use token, or username and password',
        );
      }
      return [name, readSecret(headers!, name, `${key}.headers`)!];
    }),
  );
}

function readPrice(
  config: Config,
  name: string,
  key: string,
): Amount | undefined {
  const given = config.getOptional(name);
  if (given === undefined) {
    return undefined;
  }
  const amount =
    typeof given === 'number' || typeof given === 'string'
      ? readAmount(String(given))
      : undefined;
  return amount !== undefined && amount >= 0n
    ? amount
    : refuse(`${key}.${name}`, 'must be a decimal, such as 0.0316');
}

function readPrices(
  config: Config | undefined,
  key: string,
): UsagePrices | undefined {
  if (config === undefined) {
    return undefined;
  }
  const currency = config.getString('currency');
  if (!CURRENCY.test(currency)) {
    refuse(
      `${key}.currency`,
      'must be a currency code of three letters, such as EUR',
    );
  }
  const read = (name: string) => readPrice(config, name, key);
  const spotDiscountPercent = read('spotDiscountPercent');
  if (spotDiscountPercent !== undefined && spotDiscountPercent >= HUNDRED) {
    refuse(`${key}.spotDiscountPercent`, 'must be less than 100');
  }
  return {
    currency,
    coreHour: read('coreHour'),
    gibibyteHour: read('gibibyteHour'),
    gpuHour: read('gpuHour'),
    volumeGibibyteMonth: read('volumeGibibyteMonth'),
    spotDiscountPercent,
  };
}

function readWindow(config: Config, key: string): number {
  const days = config.getOptionalNumber('windowDays') ?? 14;
  return Number.isInteger(days) && days >= 1 && days <= MAX_WINDOW_DAYS
    ? days
    : refuse(
        `${key}.windowDays`,
        `must be a whole number from 1 to ${MAX_WINDOW_DAYS}`,
      );
}

function readTimeout(config: Config, key: string): number {
  if (!config.has('timeout')) {
    return 60_000;
  }
  const timeoutMs = durationToMilliseconds(
    readDurationFromConfig(config, { key: 'timeout' }),
  );
  return timeoutMs >= 1 && timeoutMs <= MAX_TIMEOUT_MS
    ? timeoutMs
    : refuse(
        `${key}.timeout`,
        'must be longer than nothing, and ten minutes at most',
      );
}

/** Reads `cost.prometheus`; messages repeat no value of a secret. */
export function readPrometheus(configs: readonly Config[]): PrometheusSource[] {
  const ids = new Set<string>();
  return configs.map((config, index) => {
    const key = `cost.prometheus[${index}]`;
    const id = config.getString('id');
    if (!SOURCE_ID.test(id)) {
      refuse(`${key}.id`, "must be 1 to 100 letters, digits, '.', '_' or '-'");
    }
    if (ids.has(id)) {
      refuse(`${key}.id`, `is '${id}' a second time`);
    }
    ids.add(id);
    return {
      id,
      title: config.getOptionalString('title') ?? id,
      url: readUrl(config, key),
      cluster: config.getOptionalString('cluster') ?? id,
      ...readCredentials(config, key),
      headers: readHeaders(config, key),
      windowDays: readWindow(config, key),
      timeoutMs: readTimeout(config, key),
      prices: readPrices(config.getOptionalConfig('prices'), `${key}.prices`),
    };
  });
}
