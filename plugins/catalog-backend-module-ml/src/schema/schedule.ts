const MACROS = [
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
];

const FIELDS: { name: string; min: number; max: number; words?: string[] }[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  {
    name: 'day of week',
    min: 0,
    max: 7,
    words: 'sun mon tue wed thu fri sat'.split(' '),
  },
];

/**
 * Why a schedule is not one that a Kubernetes CronJob accepts; nothing when it
 * is.
 */
export function findScheduleFault(schedule: string): string | undefined {
  if (MACROS.includes(schedule)) {
    return undefined;
  }
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return `must be five cron fields ("minute hour day-of-month month day-of-week", such as "0 3 * * *") or one of ${MACROS.join(
      ', ',
    )}; has ${parts.length}`;
  }
  const wrong = FIELDS.findIndex((field, index) => !fits(parts[index], field));
  if (wrong === -1) {
    return undefined;
  }
  const { name, min, max } = FIELDS[wrong];
  return `has "${parts[wrong]}" as ${name}: numbers ${min} to ${max}, "*", ranges "a-b", steps "/n" and lists "a,b" only`;
}

function fits(part: string, field: (typeof FIELDS)[number]): boolean {
  return part.split(',').every(item => {
    const match = /^(\*|\w+(?:-\w+)?)(?:\/(\d+))?$/.exec(item);
    if (!match || (match[2] !== undefined && Number(match[2]) < 1)) {
      return false;
    }
    if (match[1] === '*') {
      return true;
    }
    const bounds = match[1].split('-').map(text => toNumber(text, field));
    return (
      bounds.every(value => value >= field.min && value <= field.max) &&
      (bounds.length === 1 || bounds[0] <= bounds[1])
    );
  });
}

function toNumber(text: string, field: (typeof FIELDS)[number]): number {
  const word = field.words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) {
    return word + field.min;
  }
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
