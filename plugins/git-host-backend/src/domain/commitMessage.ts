import { InputError } from '@backstage/errors';

/** A message that a Git commit can hold: some text, and no control characters but line breaks and tabs. */
export function checkMessage(message: string): string {
  if (message.trim() === '') {
    throw new InputError('The commit message is empty');
  }
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Cs}/u.test(message)) {
    throw new InputError('The commit message has control characters');
  }
  return message;
}
