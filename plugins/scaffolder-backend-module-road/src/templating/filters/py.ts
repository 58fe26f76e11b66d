import { InputError } from '@backstage/errors';
import { quoteWithEscapes } from './escapeCharacter';

/** A value as a Python literal on one line; strings in double quotes. */
export function toPython(value: unknown): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'string') {
    return quoteWithEscapes(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(toPython).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${quoteWithEscapes(key)}: ${toPython(item)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  throw new InputError(`Python has no literal for ${String(value)}`);
}
