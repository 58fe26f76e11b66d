import { formatDay } from './formatDay';
import { Status, UnknownReason } from './records';

const UNKNOWN: Record<UnknownReason, string> = {
  'no-baseline': 'There is no baseline to compare with yet',
  'no-rows': 'The window has no rows',
  'not-enough-rows': 'There are not enough rows to say',
  failed: 'The last run failed',
  'never-run': 'It has not run yet',
  disabled: 'The monitor is switched off',
};

/** Why there is no answer, in words. */
export function describeUnknown(
  reason: UnknownReason | undefined,
  detail?: string,
): string {
  const sentence = UNKNOWN[reason ?? 'never-run'];
  return detail ? `${sentence}: ${detail}` : `${sentence}.`;
}

const features = (count: number) =>
  count === 1 ? '1 feature' : `${count} features`;

/**
 * The answer of a window in one sentence, such as `3 of 24 features drifted
 * since 12 Nov; income and region first.`
 *
 * @param options - `since` is when the status became what it is
 */
export function buildHeadline(options: {
  status: Status;
  tested: number;
  drifted: number;
  /** Names of the drifted columns, the worst first. */
  worst: readonly string[];
  unknownReason?: UnknownReason;
  detail?: string;
  since?: string;
  now: string;
}): string {
  const { status, tested, drifted, worst, since, now } = options;
  if (status === 'unknown') {
    return describeUnknown(options.unknownReason, options.detail);
  }
  const time = since ? ` since ${formatDay(since, now)}` : '';
  if (drifted === 0) {
    return `None of ${features(tested)} drifted${time}.`;
  }
  const names = worst
    .slice(0, 2)
    .map(name => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  const first =
    drifted > names.length
      ? `; ${names.join(' and ')} first`
      : `: ${names.join(' and ')}`;
  return `${drifted} of ${features(tested)} drifted${time}${
    names.length > 0 ? first : ''
  }.`;
}
