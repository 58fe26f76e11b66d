import { Documents } from '../read/readDocuments';
import { FindingKind } from '../report/Finding';
import { ReportBuilder } from '../report/ReportBuilder';

/** How the reports of a scanner are recognised and read. */
export interface ReportFormat {
  /** As `--format` names it. */
  id: string;
  /** What its reports can list. */
  kinds: readonly FindingKind[];
  /** Whether the documents have the shape of this format; never looks at file names. */
  matches(documents: Documents): boolean;
  /**
   * Gives every result to the builder.
   *
   * @throws ReportRefused when the report cannot be believed at all
   */
  read(documents: Documents, builder: ReportBuilder): void;
}
