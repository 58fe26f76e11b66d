import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { FindingService } from '../service/FindingService';
import { SummaryService } from '../service/SummaryService';
import { registerFindings } from './findings';
import { registerStatus } from './status';

/** Lets an assistant read what scanners found, with the permissions of whom it works for. */
export function registerScansActions(options: {
  registry: ActionsRegistryService;
  findings: FindingService;
  summaries: SummaryService;
}): void {
  registerStatus(options);
  registerFindings(options);
}
