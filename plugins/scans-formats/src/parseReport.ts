import { FORMATS } from './formats/formats';
import { ReportFormat } from './formats/ReportFormat';
import { kindOfTool } from './formats/kindOfTool';
import { DEFAULT_LIMITS, ReportLimits } from './read/limits';
import { Documents, readDocuments } from './read/readDocuments';
import { FindingKind } from './report/Finding';
import { Report } from './report/Report';
import { ReportBuilder } from './report/ReportBuilder';
import { ReportRefused } from './report/ReportRefused';
import { withLookedFor } from './report/withLookedFor';

function findFormat(documents: Documents, name?: string): ReportFormat {
  if (name !== undefined) {
    const format = FORMATS.find(
      ({ id }) => id === name || id === `${name}-json`,
    );
    if (!format) {
      throw new ReportRefused(
        `There is no format '${name}'. Those are read: ${FORMATS.map(({ id }) => id).join(', ')}.`,
      );
    }
    return format;
  }
  const format = FORMATS.find(candidate => candidate.matches(documents));
  if (!format) {
    documents.checkRest();
    throw new ReportRefused(
      'No scanner that is known writes such a report. Name its format if you know it.',
    );
  }
  return format;
}

/** What reports of a tool in this format can list; whatever a scanner of secrets lists is one. */
function kindsOf(format: ReportFormat, tool: string): readonly FindingKind[] {
  return kindOfTool(tool) === 'secret' ? ['secret'] : format.kinds;
}

/**
 * Reads the report of a scanner. Its format is told by its content.
 *
 * @param bytes - the file, unpacked
 * @param options - `format` instead of looking, `secretKey` for the hashes of
 *   secrets, `lookedFor` as far as the sender knows more than the report says
 * @throws ReportRefused with the place and the reason; nothing of the content is repeated
 * @public
 */
export function parseReport(
  bytes: Uint8Array,
  options: {
    secretKey: Uint8Array | string;
    format?: string;
    limits?: Partial<ReportLimits>;
    lookedFor?: readonly FindingKind[];
  },
): Report {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const documents = readDocuments(bytes, limits);
  const format = findFormat(documents, options.format);
  const builder = new ReportBuilder({
    format: format.id,
    limits,
    secretKey: options.secretKey,
  });
  format.read(documents, builder);
  documents.checkRest();
  const report = builder.build();
  return withLookedFor(report, {
    lookedFor: options.lookedFor ?? [],
    kinds: kindsOf(format, report.tool),
  });
}
