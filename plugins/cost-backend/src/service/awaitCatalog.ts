import { setTimeout as pause } from 'node:timers/promises';

/** So often in a row the catalog has to be what it was. */
const LOOKS = 3;
const MAX_LOOKS = 60;

/**
 * Waits until the catalog grows no more, two minutes at the most: in a portal
 * that has just begun, rules made of half a catalog book half of the costs.
 *
 * @param options - `count`: how many entities the catalog has; `betweenMs`:
 *   time between two looks, two seconds without it
 */
export async function awaitCatalog(options: {
  count: () => Promise<number>;
  signal: AbortSignal;
  betweenMs?: number;
}): Promise<void> {
  const { count, signal, betweenMs = 2_000 } = options;
  let known = 0;
  let same = 0;
  for (let look = 0; look < MAX_LOOKS; look++) {
    // One that does not answer yet is not there yet; the reading says so if it never does
    const entities = await count().catch(() => 0);
    same = entities > 0 && entities === known ? same + 1 : 1;
    known = entities;
    if (known > 0 && same === LOOKS) {
      return;
    }
    await pause(betweenMs, undefined, { signal });
  }
}
