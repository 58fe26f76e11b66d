import { parseEntityRef } from '@backstage/catalog-model';

const CLAIM_MS = 2 * 60_000;
const MAX_ATTEMPTS = 10;

/** Address of a tab of an entity, below the portal's own. @public */
export function tabPathOf(entityRef: string, tab: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind}/${name}/${tab}`;
}

/**
 * Sends the notices that wait, however many processes do: each is claimed by
 * one. What fails is tried again when its claim is over, ten times in all.
 *
 * @param options - `send` also puts on record that it was sent; whoever is killed
 *   in between sends it once more
 * @public
 */
export async function sendNotices<N extends { attempts: number }>(options: {
  claim: (lease: { now: string; until: string }) => Promise<N | undefined>;
  send: (notice: N) => Promise<void>;
  drop: (notice: N) => Promise<void>;
  onFailure: (notice: N, error: Error) => void;
  signal: AbortSignal;
  now?: () => number;
}): Promise<void> {
  const { claim, send, drop, onFailure, signal, now = Date.now } = options;
  while (!signal.aborted) {
    const nowMs = now();
    const notice = await claim({
      now: new Date(nowMs).toISOString(),
      until: new Date(nowMs + CLAIM_MS).toISOString(),
    });
    if (!notice) {
      return;
    }
    try {
      await send(notice);
    } catch (error) {
      onFailure(notice, error as Error);
      if (notice.attempts >= MAX_ATTEMPTS) {
        await drop(notice);
      }
    }
  }
}
