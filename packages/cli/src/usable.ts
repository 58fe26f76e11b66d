import { UnusableInput } from './exitCodes';

/**
 * Turns what the engine refuses about the user's words into unusable input.
 *
 * @param file - named in front of the message where the engine does not know it
 */
export function usable<T>(read: () => T, file?: string): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new UnusableInput(
      file === undefined ? message : `${file}: ${message}`,
    );
  }
}
