import {
  AuthenticationError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  JWTVerifyGetKey,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
} from 'jose';
import { TrustedIssuer } from '../config';
import { TrustedRun, readTrustedRun } from '../domain/trustedRun';

const TIMEOUT_MS = 5_000;
const KEYS_MAX_AGE_MS = 10 * 60_000;
/** Unknown keys make us ask an issuer no more often. */
const COOLDOWN_MS = 30_000;
const CLOCK_TOLERANCE_S = 30;
const MAX_TOKEN = 16 * 1024;
const MAX_DISCOVERY_BYTES = 64 * 1024;
/** Only what needs the issuer's private key. */
const ALGORITHMS = ['RS256', 'ES256'];

const NOT_TRUSTED = 'The token is not one that this portal trusts';

/** Where an issuer says its keys are; they lie with the issuer. */
async function discoverKeys(issuer: string): Promise<URL> {
  const response = await fetch(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`its configuration answers ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_DISCOVERY_BYTES) {
      throw new Error('its configuration is too large');
    }
    chunks.push(chunk);
  }
  const document = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const keys = new URL(document?.jwks_uri);
  if (document.issuer !== issuer || keys.origin !== new URL(issuer).origin) {
    throw new Error('its configuration is that of another issuer');
  }
  return keys;
}

/** The keys of one issuer, looked up when they are first needed. */
class IssuerKeys {
  readonly #issuer: string;
  #keys: Promise<JWTVerifyGetKey> | undefined;
  #failedAt = -Infinity;

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /** @throws ServiceUnavailableError while the issuer cannot be asked */
  async get(): Promise<JWTVerifyGetKey> {
    if (!this.#keys && Date.now() - this.#failedAt < COOLDOWN_MS) {
      throw this.#unavailable();
    }
    this.#keys ??= discoverKeys(this.#issuer).then(url =>
      createRemoteJWKSet(url, {
        timeoutDuration: TIMEOUT_MS,
        cooldownDuration: COOLDOWN_MS,
        cacheMaxAge: KEYS_MAX_AGE_MS,
      }),
    );
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = undefined;
      this.#failedAt = Date.now();
      throw this.#unavailable(error as Error);
    }
  }

  #unavailable(cause?: Error): Error {
    return new ServiceUnavailableError(
      `The keys of ${this.#issuer} cannot be read now`,
      cause,
    );
  }
}

/** Verifies the tokens that GitHub Actions and GitLab CI give their runs. */
export class CiTokens {
  readonly #issuers: ReadonlyMap<
    string,
    { issuer: TrustedIssuer; keys: IssuerKeys }
  >;

  constructor(issuers: readonly TrustedIssuer[]) {
    this.#issuers = new Map(
      issuers.map(issuer => [
        issuer.issuer,
        { issuer, keys: new IssuerKeys(issuer.issuer) },
      ]),
    );
  }

  /**
   * The run that a token was given to.
   *
   * @throws AuthenticationError unless an issuer that is configured signed it for us and it is still good
   */
  async verify(token: string): Promise<TrustedRun> {
    const found = this.#issuers.get(this.#claimedIssuer(token));
    if (!found) {
      throw new AuthenticationError(NOT_TRUSTED);
    }
    const { issuer, kind, audience } = found.issuer;
    const { payload } = await jwtVerify(token, await found.keys.get(), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['exp', 'iat', 'sub'],
    }).catch(error => {
      throw refusalOf(error, issuer);
    });
    const run = readTrustedRun({ kind, issuer, claims: payload });
    if (!run) {
      throw new NotAllowedError('The token names no repository');
    }
    return run;
  }

  /** Who a token says made it; nothing of it is believed yet. */
  #claimedIssuer(token: string): string {
    if (token.length > MAX_TOKEN) {
      throw new AuthenticationError(NOT_TRUSTED);
    }
    try {
      return decodeJwt(token).iss ?? '';
    } catch {
      throw new AuthenticationError(NOT_TRUSTED);
    }
  }
}

/** Claims are looked at after the signature: only the holder of a genuine token learns more. */
function refusalOf(error: Error, issuer: string): Error {
  if (error instanceof errors.JWTExpired) {
    return new AuthenticationError('The token has expired');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new AuthenticationError(
      `${NOT_TRUSTED}: its claim ${error.claim} is missing or not the one that is configured`,
    );
  }
  const isTokenBad =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JOSENotSupported;
  return isTokenBad
    ? new AuthenticationError(NOT_TRUSTED)
    : new ServiceUnavailableError(
        `The keys of ${issuer} cannot be read now`,
        error,
      );
}
