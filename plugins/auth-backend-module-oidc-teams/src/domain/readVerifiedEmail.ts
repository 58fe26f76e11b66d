import { AuthenticationError } from '@backstage/errors';

/** What a provider says about an account. */
export type Claims = { [claim: string]: unknown };

/**
 * The e-mail address that the provider vouches for. Only the boolean `true`
 * counts as verified: a provider that leaves the claim out, or sends the text
 * "true", has not said it.
 */
export function readVerifiedEmail(claims: Claims): string {
  const { email, email_verified: verified } = claims;
  if (typeof email !== 'string' || email.trim() === '') {
    throw new AuthenticationError(
      'Your account at the identity provider has no e-mail address, or does not share it with this portal.',
    );
  }
  if (!/^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(email)) {
    throw new AuthenticationError(
      'The e-mail address of your account at the identity provider is not one that this portal can compare: one "@", ASCII letters, no spaces.',
    );
  }
  if (verified !== true) {
    throw new AuthenticationError(
      `The identity provider has not verified the e-mail address ${email}. Verify it there, then sign in again.`,
    );
  }
  return email;
}

/** The same mailbox in the same letters, upper or lower case; letters of other alphabets are never equal. */
export function isSameEmail(a: string, b: string): boolean {
  return lowerAscii(a) === lowerAscii(b);
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
