import { InputError } from '@backstage/errors';
import { quoteWithEscapes } from './escapeCharacter';

/** A string as a TOML 1.0 basic string, quotes included. */
export function toToml(value: unknown): string {
  if (typeof value !== 'string') {
    throw new InputError(
      `the toml filter writes strings, it was given ${typeof value}`,
    );
  }
  return quoteWithEscapes(value);
}
