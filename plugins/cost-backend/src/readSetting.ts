import { InputError } from '@backstage/errors';

/** Stops the start with the name of the key that is wrong. */
export function refuse(key: string, reason: string): never {
  throw new InputError(`Invalid configuration: ${key} ${reason}`);
}

/** What a reader makes of a setting, or the stop of the start with the reader's reason, which names the key. */
export function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError(
      `Invalid configuration: ${error instanceof Error ? error.message : error}`,
    );
  }
}
