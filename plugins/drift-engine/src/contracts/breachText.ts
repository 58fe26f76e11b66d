import { RowCheck } from './planContract';
import { harmless } from './shownValue';

const MAX_NAMED = 10;
const MAX_NAME = 100;
const NUMBER = new Intl.NumberFormat('en');

/** A number of rows. */
export function rowsText(rows: number): string {
  return NUMBER.format(rows);
}

/** A name in quotes, cut where it is endless. */
export function quoted(name: string): string {
  const short = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
  return `'${harmless(short)}'`;
}

/** The first names of a list, and how many more there are. */
export function listText(
  values: readonly (string | number | boolean)[],
): string {
  const named = values.slice(0, MAX_NAMED).map(value => quoted(String(value)));
  const more = values.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A share of rows. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.001 ? 4 : 1)} %`;
}

/** A length of time. */
export function hoursText(ms: number): string {
  const hours = Math.round(ms / 360_000) / 10;
  return `${NUMBER.format(hours)} ${hours === 1 ? 'hour' : 'hours'}`;
}

function between(
  min: number | string | undefined,
  max: number | string | undefined,
): string {
  if (min === undefined) {
    return `above ${max}`;
  }
  return max === undefined ? `below ${min}` : `outside ${min} to ${max}`;
}

/** What the rows that break a rule are like. */
export function describeCondition({ condition }: RowCheck): string {
  switch (condition.kind) {
    case 'isNull':
      return 'are null';
    case 'notOfType':
      return `are not of type ${condition.type}`;
    case 'outside':
      return `are ${between(condition.min, condition.max)}`;
    case 'inFuture':
      return 'lie in the future';
    case 'notAllowed':
      return `are none of ${listText(condition.allowed)}`;
    case 'notPrefixed':
      return `begin with none of ${listText(condition.prefixes)}`;
    case 'lengthOutside':
      return `have a length ${between(condition.min, condition.max)}`;
    default:
      return 'have a value that another row has as well';
  }
}
