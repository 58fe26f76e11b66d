import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who sends events of Falco, and about what. */
export interface FalcoSender {
  name: string;
  secret: string;
  entityRefs: ReadonlySet<string>;
  /** Where the events come from; the target of the scope. */
  cluster?: string;
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** The sender whose secret signed a body, in `sha256=<hex of HMAC-SHA-256>`. */
export function findSender(options: {
  senders: readonly FalcoSender[];
  signature: string | undefined;
  body: Uint8Array;
}): FalcoSender | undefined {
  const { senders, signature, body } = options;
  const [, hex] = SIGNATURE.exec(signature ?? '') ?? [];
  if (!hex) {
    return undefined;
  }
  const given = Buffer.from(hex, 'hex');
  // All are compared: how long it takes does not say which was close
  return senders.filter(({ secret }) =>
    timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given),
  )[0];
}
