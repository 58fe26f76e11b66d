import { parseAllDocuments } from 'yaml';
import { ReportRefused } from '../report/ReportRefused';
import { ReportLimits } from './limits';
import { placeOf } from './placeOf';

/** A shared node of YAML may be used so often; more is a bomb. */
const MAX_ALIASES = 50;
const MAX_DOCUMENTS = 1000;
/** Reading YAML takes a hundred times the memory of its text. */
const MAX_LENGTH = 20 * 1024 * 1024;

/** Whether a value is nested deeper than allowed; looks no deeper than that. */
function isTooDeep(value: unknown, depth: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (depth === 0 ||
      Object.values(value).some(inner => isTooDeep(inner, depth - 1)))
  );
}

/**
 * The documents of a YAML text; empty ones are left out.
 *
 * @throws ReportRefused with the place and the reason
 */
export function readYaml(text: string, limits: ReportLimits): unknown[] {
  if (text.length > MAX_LENGTH) {
    throw new ReportRefused(
      `It is no JSON, and as YAML it has more than ${MAX_LENGTH / 1024 / 1024} MiB.`,
    );
  }
  let documents: ReturnType<typeof parseAllDocuments>;
  try {
    documents = parseAllDocuments(text, {
      schema: 'core',
      prettyErrors: false,
      uniqueKeys: true,
      // Its warnings would repeat the content
      logLevel: 'error',
    });
  } catch {
    throw new ReportRefused('This is not valid YAML (nested too deep).');
  }
  if ('empty' in documents) {
    return [];
  }
  if (documents.length > MAX_DOCUMENTS) {
    throw new ReportRefused(
      `More than ${MAX_DOCUMENTS} YAML documents are in it.`,
    );
  }
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw new ReportRefused(
        `This is not valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')}).`,
        placeOf(text, error.pos[0]),
      );
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch {
      throw new ReportRefused(
        `Its YAML uses aliases of nothing, or uses them more than ${MAX_ALIASES} times.`,
      );
    }
    if (isTooDeep(value, limits.maxDepth)) {
      throw new ReportRefused(
        `It is nested deeper than ${limits.maxDepth} levels.`,
      );
    }
    return value === null ? [] : [value];
  });
}
