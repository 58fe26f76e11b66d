import { SecretKeeper } from '../secrets/SecretKeeper';
import { plainText } from './plainText';

/**
 * Text from outside that is no report, as it may be stored and shown: plain,
 * not longer than allowed, and without what looks like a secret.
 *
 * @public
 */
export function storableText(value: string, maxLength: number): string {
  return new SecretKeeper('').sweep(plainText(value, maxLength)).trim();
}
