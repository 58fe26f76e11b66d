import { Report } from '@plumbline/backstage-plugin-scans-formats';
import { UnusableInput } from '../exitCodes';
import { readReport } from './readReport';
import { whyUnusable } from './whyUnusable';

/** The report in a file, of which something can be concluded. */
export async function readProof(file: string): Promise<Report> {
  const report = await readReport(file);
  const reason = whyUnusable(report);
  if (reason !== undefined) {
    throw new UnusableInput(`${file}: ${reason}`);
  }
  return report;
}

/** What of a report is told beside its findings. */
export function sourceJson(file: string, report: Report) {
  return {
    file,
    tool: report.tool,
    toolVersion: report.toolVersion ?? null,
    format: report.format,
    outcome: report.outcome,
    complete: report.coverage.isComplete,
  };
}
