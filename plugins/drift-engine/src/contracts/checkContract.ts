import { DataSet } from '../compute/SqlRunner';
import { DataContract } from './dataContract';
import { ContractBreach, judgeContract } from './judgeContract';
import { measureContract } from './measureContract';
import { planContract } from './planContract';

/** Breaches that are listed; a table of thousands of columns can break as many promises. */
const MAX_BREACHES = 200;

/** Whether the rows of a window are what was promised. @public */
export interface ContractResult {
  /** `broken` when any promise is, `unknown` when none is and not all could be checked. */
  status: 'kept' | 'broken' | 'unknown';
  /** Absent when they could not be counted. */
  rows?: number;
  /** Promises that were looked at. */
  checks: number;
  broken: number;
  unknown: number;
  /** What was broken, then what could not be checked: at most 200. */
  breaches: ContractBreach[];
}

/**
 * Checks a contract on the rows of a data set. What cannot be measured is
 * `unknown`; throws only when the signal says to stop.
 *
 * @public
 */
export async function checkContract(options: {
  contract: DataContract;
  dataSet: DataSet;
  /** End of the window, ISO 8601; now when it is later or the data has no window. */
  windowEnd?: string;
  /** ISO 8601. */
  now: string;
  signal?: AbortSignal;
}): Promise<ContractResult> {
  const { contract, dataSet, windowEnd, now, signal } = options;
  const checks = planContract(contract);
  const isOver =
    windowEnd !== undefined && Date.parse(windowEnd) < Date.parse(now);
  const measurements = await measureContract({
    checks,
    dataSet,
    freshAt: isOver ? windowEnd : now,
    now,
    key: contract.key,
    signal,
  });
  const breaches = judgeContract(checks, measurements);
  const broken = breaches.filter(({ outcome }) => outcome === 'broken');
  const unknown = breaches.filter(({ outcome }) => outcome === 'unknown');
  const open = unknown.length > 0 ? 'unknown' : 'kept';
  return {
    status: broken.length > 0 ? 'broken' : open,
    ...(measurements.rows !== undefined && { rows: measurements.rows }),
    checks: checks.length,
    broken: broken.length,
    unknown: unknown.length,
    breaches: [...broken, ...unknown].slice(0, MAX_BREACHES),
  };
}
