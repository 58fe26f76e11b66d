import { InputError } from '@backstage/errors';
import { quoteWithEscapes } from './escapeCharacter';

/**
 * A value as one YAML 1.2 flow node on one line. Strings and keys are always in
 * double quotes, so that `true`, `null`, `on` or `e10` stay the strings they are.
 */
export function toYaml(value: unknown): string {
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') {
    return quoteWithEscapes(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(toYaml).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${quoteWithEscapes(key)}: ${toYaml(item)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  throw new InputError(`YAML cannot hold ${String(value)}`);
}
