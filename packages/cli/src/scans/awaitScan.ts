import { setTimeout as sleep } from 'node:timers/promises';
import type { Scan } from '@plumbline/backstage-plugin-scans-common';
import { ServerRefused } from '../exitCodes';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 3_000;

const isUnderWay = ({ status }: Scan) =>
  status === 'queued' || status === 'processing';

/**
 * The scan after it was worked off.
 *
 * @throws ServerRefused when that takes too long; the report is safe by then
 */
export async function awaitScan(options: {
  scan: Scan;
  getScan: (id: string) => Promise<Scan>;
  /** Milliseconds of `Date.now()`. */
  deadline: number;
  signal: AbortSignal;
}): Promise<Scan> {
  const { getScan, deadline, signal } = options;
  let { scan } = options;
  for (let waitMs = FIRST_WAIT_MS; isUnderWay(scan); waitMs *= 1.5) {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) {
      throw new ServerRefused(
        `the portal took the report (scan ${scan.id}) and has not worked it off yet; it will without this command`,
      );
    }
    await sleep(Math.min(waitMs, LONGEST_WAIT_MS, leftMs), undefined, {
      signal,
    });
    scan = await getScan(scan.id);
  }
  return scan;
}
