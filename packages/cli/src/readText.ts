import { readBytes } from './readBytes';

/**
 * A small text file that the user named. What cannot be read, or is larger than
 * allowed, is unusable input.
 *
 * @param option - where it was named, for the message
 */
export async function readText(options: {
  option: string;
  file: string;
  maxBytes: number;
}): Promise<string> {
  return (await readBytes(options)).toString('utf8');
}
