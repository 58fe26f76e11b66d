import {
  Document,
  isCollection,
  isScalar,
  parseAllDocuments,
  visit,
} from 'yaml';
import { ReportRefused } from '../report/ReportRefused';
import { ReportLimits } from './limits';
import { placeOf } from './placeOf';

/** A shared node of YAML may be used so often; more is a bomb. */
const MAX_ALIASES = 50;
const MAX_DOCUMENTS = 1000;
/** Reading YAML takes a hundred times the memory of its text. */
const MAX_LENGTH = 20 * 1024 * 1024;
/** So much of a text shows whether it is worth reading. */
const HEAD_LENGTH = 64 * 1024;

const TOO_DEEP = 'This is not valid YAML (nested too deep).';

/** Whether a value is nested deeper than allowed; looks no deeper than that. */
function isTooDeep(value: unknown, depth: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (depth === 0 ||
      Object.values(value).some(inner => isTooDeep(inner, depth - 1)))
  );
}

/** The documents of a text, none for a text without any. */
function parseDocuments(text: string): Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, {
      schema: 'core',
      prettyErrors: false,
      // Its own search compares every name of a mapping with every other
      uniqueKeys: false,
      // Its warnings would repeat the content
      logLevel: 'error',
    });
    return 'empty' in documents ? [] : documents;
  } catch {
    throw new ReportRefused(TOO_DEEP);
  }
}

function refuse(text: string, error: { code: string; at: number }): never {
  throw new ReportRefused(
    `This is not valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')}).`,
    placeOf(text, error.at),
  );
}

/**
 * Refuses what its head shows to be no YAML, or a text without names and values:
 * read to its end, it would be given up a long time later.
 */
function refuseByHead(text: string): void {
  if (text.length <= HEAD_LENGTH) {
    return;
  }
  const head = text.slice(0, HEAD_LENGTH);
  const lastLine = head.lastIndexOf('\n');
  const documents = parseDocuments(
    lastLine > 0 ? head.slice(0, lastLine + 1) : head,
  );
  for (const { errors } of documents) {
    // What was cut off is missed at the end
    const error = errors.find(({ pos: [at] }) => at < HEAD_LENGTH / 2);
    if (error) {
      refuse(text, { code: error.code, at: error.pos[0] });
    }
  }
  if (
    documents.some(({ contents }) => isScalar(contents)) &&
    !documents.some(({ contents }) => isCollection(contents))
  ) {
    throw new ReportRefused(
      'This is plain text: neither JSON, nor XML, nor YAML with names and values.',
    );
  }
}

/** Where a mapping names something a second time. */
function duplicateAt(document: Document.Parsed): number | undefined {
  let at: number | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (isScalar(key)) {
          if (names.has(key.value)) {
            at = key.range?.[0] ?? 0;
            return visit.BREAK;
          }
          names.add(key.value);
        }
      }
      return undefined;
    },
  });
  return at;
}

/** The value of a document. */
function valueOf(document: Document.Parsed, text: string): unknown {
  const [error] = document.errors;
  if (error) {
    refuse(text, { code: error.code, at: error.pos[0] });
  }
  let duplicate: number | undefined;
  try {
    duplicate = duplicateAt(document);
  } catch {
    throw new ReportRefused(TOO_DEEP);
  }
  if (duplicate !== undefined) {
    refuse(text, { code: 'DUPLICATE_KEY', at: duplicate });
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw new ReportRefused(
      `Its YAML uses aliases of nothing, or uses them more than ${MAX_ALIASES} times.`,
    );
  }
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
  refuseByHead(text);
  const documents = parseDocuments(text);
  if (documents.length > MAX_DOCUMENTS) {
    throw new ReportRefused(
      `More than ${MAX_DOCUMENTS} YAML documents are in it.`,
    );
  }
  return documents.flatMap(document => {
    const value = valueOf(document, text);
    if (isTooDeep(value, limits.maxDepth)) {
      throw new ReportRefused(
        `It is nested deeper than ${limits.maxDepth} levels.`,
      );
    }
    return value === null ? [] : [value];
  });
}
