import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'plgt_';

/** A new secret: 256 random bits behind a prefix that secret scanners can know. */
export function createTokenSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** Whether a password has the form of our tokens. */
export function isTokenSecret(password: string): boolean {
  return password.startsWith(PREFIX);
}

/** What is stored of a secret. One hash is enough for something that cannot be guessed. */
export function hashTokenSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two digests in a time that does not depend on them. */
export function isSameHash(a: string, b: string): boolean {
  return (
    a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
  );
}
