import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { refuse } from '../readSetting';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 400;
/** Two months are compared day by day; and what was missed of a source is asked for so far back. */
const MIN_DAYS = 93;
const MAX_DAYS = 36_500;

/** For how many days the costs of days are kept. */
export function readKeptDays(config: Config | undefined): number {
  const retention = config?.getOptionalConfig('retention');
  if (!retention?.has('days')) {
    return DEFAULT_DAYS;
  }
  const days = Math.ceil(
    durationToMilliseconds(readDurationFromConfig(retention, { key: 'days' })) /
      DAY_MS,
  );
  return days >= MIN_DAYS && days <= MAX_DAYS
    ? days
    : refuse(
        'cost.retention.days',
        `must be ${MIN_DAYS} to ${MAX_DAYS} days, such as '400d'`,
      );
}
