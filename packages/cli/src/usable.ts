import { UnusableInput } from './exitCodes';

/** Turns what the engine refuses about the user's words into unusable input. */
export function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnusableInput((error as Error).message);
  }
}
