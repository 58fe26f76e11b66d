import { createPublicKey } from 'node:crypto';
import {
  JWTPayload,
  SignJWT,
  UnsecuredJWT,
  base64url,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
} from 'jose';

/** Ways to make a token that its issuer never issued. */
export type Forgery =
  | 'strangers key'
  | 'unknown key'
  | 'none'
  | 'public key as secret'
  | 'signature cut off'
  | 'claims changed';

/**
 * A token with the claims of a genuine one and other ones in their place, that
 * its issuer did not sign; claims that are undefined are left out.
 */
export async function forgeToken(options: {
  genuine: string;
  by: Forgery;
  claims?: JWTPayload;
}): Promise<string> {
  const { genuine, by, claims = {} } = options;
  const [header, , signature] = genuine.split('.');
  const { kid } = decodeProtectedHeader(genuine);
  const payload = { ...decodeJwt(genuine), ...claims };
  const text = base64url.encode(JSON.stringify(payload));
  switch (by) {
    case 'none':
      return new UnsecuredJWT(payload).encode();
    case 'signature cut off':
      return `${header}.${text}.`;
    case 'claims changed':
      return `${header}.${text}.${signature}`;
    case 'public key as secret':
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(await publicKeyOf(payload.iss!, kid!));
    default: {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(payload)
        .setProtectedHeader({
          alg: 'RS256',
          kid: by === 'unknown key' ? 'unknown' : kid,
        })
        .sign(privateKey);
    }
  }
}

/** The published key in the form in which a careless verifier would take it for a secret. */
async function publicKeyOf(issuer: string, kid: string): Promise<Uint8Array> {
  const response = await fetch(`${issuer}/jwks`);
  const { keys } = (await response.json()) as { keys: any[] };
  const pem = createPublicKey({
    key: keys.find(key => key.kid === kid),
    format: 'jwk',
  }).export({ type: 'spki', format: 'pem' });
  return Buffer.from(pem);
}
