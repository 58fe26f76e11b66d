import {
  OpenCostsOptions,
  OpenedCosts,
  openCosts,
} from '@plumbline/backstage-plugin-cost-node';
import { MachineFault } from '@plumbline/backstage-plugin-kit-duckdb';
import { ImportRefused } from '../domain/importRecords';

/** Whether it says nothing of the files. */
function isOurFault(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    typeof (error as NodeJS.ErrnoException).code === 'string' ||
    error instanceof MachineFault
  );
}

/**
 * Reads files as one bill.
 *
 * @throws ImportRefused where they are no bill
 */
export async function openBill(
  options: OpenCostsOptions & { signal: AbortSignal },
): Promise<OpenedCosts> {
  try {
    return await openCosts(options);
  } catch (error) {
    options.signal.throwIfAborted();
    throw isOurFault(error)
      ? error
      : new ImportRefused((error as Error).message);
  }
}
