import { createHmac } from 'node:crypto';

const TIMEOUT_MS = 15_000;

/**
 * Posts JSON with `X-Plumbline-Timestamp` and `X-Plumbline-Signature:
 * sha256=<hex>`, the HMAC-SHA256 of `<timestamp>.<body>` with the shared secret.
 * Follows no redirect. Throws an Error that says what the receiver answered, and
 * holds neither its text nor the secret.
 */
export async function postSigned(options: {
  url: string;
  secret: string;
  body: object;
  /** Tells retries of one delivery from another delivery. */
  deliveryId: string;
  now: number;
}): Promise<void> {
  const { url, secret, body, deliveryId, now } = options;
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', secret)
    .update(`${timestamp}.${text}`)
    .digest('hex');
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'Content-Type': 'application/json',
        'X-Plumbline-Delivery': deliveryId,
        'X-Plumbline-Timestamp': timestamp,
        'X-Plumbline-Signature': `sha256=${signature}`,
      },
      body: text,
    });
  } catch (error) {
    const isLate = (error as Error).name === 'TimeoutError';
    throw new Error(
      isLate
        ? `no answer within ${TIMEOUT_MS / 1000} s`
        : 'the receiver could not be reached',
    );
  }
  await response.body?.cancel();
  if (!response.ok) {
    throw new Error(`the receiver answered ${response.status}`);
  }
}
