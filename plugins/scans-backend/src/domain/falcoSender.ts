import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Who sends events of Falco, about what, and how that is known: one of `secret` and `token`. */
export interface FalcoSender {
  name: string;
  /** Signs every body. */
  secret?: string;
  /** Comes with every body. */
  token?: string;
  entityRefs: ReadonlySet<string>;
  /** Where the events come from; the target of the scope. */
  cluster?: string;
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
const BEARER = /^Bearer (\S+)$/i;

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** The sender whose secret signed a body, in `sha256=<hex of HMAC-SHA-256>`. */
export function findSigner(options: {
  senders: readonly FalcoSender[];
  signature: string;
  body: Uint8Array;
}): FalcoSender | undefined {
  const { senders, signature, body } = options;
  const [, hex] = SIGNATURE.exec(signature) ?? [];
  if (!hex) {
    return undefined;
  }
  const given = Buffer.from(hex, 'hex');
  // All are compared: how long it takes does not say which was close
  return senders.filter(
    ({ secret }) =>
      secret !== undefined &&
      timingSafeEqual(
        createHmac('sha256', secret).update(body).digest(),
        given,
      ),
  )[0];
}

/** The sender whose token a header `Authorization: Bearer …` shows. */
export function findTokenHolder(
  senders: readonly FalcoSender[],
  authorization: string,
): FalcoSender | undefined {
  const [, shown] = BEARER.exec(authorization) ?? [];
  if (!shown) {
    return undefined;
  }
  const given = digestOf(shown);
  return senders.filter(
    ({ token }) =>
      token !== undefined && timingSafeEqual(digestOf(token), given),
  )[0];
}
