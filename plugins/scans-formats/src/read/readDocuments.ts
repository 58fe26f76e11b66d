import { ParseError, printParseErrorCode, visit } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { ReportRefused } from '../report/ReportRefused';
import { decodeText } from './decodeText';
import { findTooDeep } from './findTooDeep';
import { ReportLimits } from './limits';
import { placeOf } from './placeOf';

/** A report as unknown values. */
export interface Documents {
  syntax: 'json' | 'json-lines' | 'yaml' | 'xml';
  /** One for JSON, one per line for JSON lines, one per document for YAML, none for XML. */
  values: unknown[];
  text: string;
}

/** A shared node of YAML may be used so often; more is a bomb. */
const MAX_ALIASES = 50;
const MAX_YAML_DOCUMENTS = 1000;

/** Whole numbers that double precision would round stay text. */
function keepDigits(
  _key: string,
  value: unknown,
  context?: { source: string },
) {
  return typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    Number.isInteger(value) &&
    context !== undefined
    ? context.source
    : value;
}

const MANY_DIGITS = /"\s*:\s*-?\d{16}/;

function parseJsonText(text: string): unknown {
  return MANY_DIGITS.test(text)
    ? JSON.parse(text, keepDigits)
    : JSON.parse(text);
}

/** Where JSON goes wrong and how, in words that repeat nothing of it. */
function describeJsonError(text: string): ReportRefused {
  let found: { code: number; offset: number } | undefined;
  visit(
    text,
    {
      onError: (error: ParseError['error'], offset: number) => {
        found ??= { code: error, offset };
      },
    },
    { disallowComments: true },
  );
  if (!found) {
    return new ReportRefused('This is not valid JSON.');
  }
  const isCut = found.offset >= text.trimEnd().length;
  return new ReportRefused(
    isCut
      ? 'This JSON ends too early: the file was cut off.'
      : `This is not valid JSON (${printParseErrorCode(found.code)}).`,
    placeOf(text, found.offset),
  );
}

/** Several lines, each a JSON object of its own. */
function readJsonLines(text: string): unknown[] | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  if (lines.length < 2 || !/^\s*\{.*\}\s*$/.test(lines[0])) {
    return undefined;
  }
  const values: unknown[] = [];
  for (const line of lines) {
    try {
      values.push(parseJsonText(line));
    } catch {
      // The first line decides what the file is; a later one is named by its number
      if (values.length === 0) {
        return undefined;
      }
      const number = text.split('\n').indexOf(line) + 1;
      throw new ReportRefused(
        'This line is no JSON, the ones before it are.',
        `line ${number}`,
      );
    }
  }
  return values;
}

function readYaml(text: string): unknown[] {
  const documents = parseAllDocuments(text, {
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: true,
  });
  if ('empty' in documents) {
    return [];
  }
  if (documents.length > MAX_YAML_DOCUMENTS) {
    throw new ReportRefused(
      `More than ${MAX_YAML_DOCUMENTS} YAML documents are in it.`,
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
    try {
      const value = document.toJS({ maxAliasCount: MAX_ALIASES });
      return value === null ? [] : [value];
    } catch {
      throw new ReportRefused(
        `Its YAML uses aliases more than ${MAX_ALIASES} times.`,
      );
    }
  });
}

/**
 * Reads JSON, JSON lines or YAML as unknown values, told apart by content.
 *
 * @throws ReportRefused with the place and the reason
 */
export function readDocuments(
  bytes: Uint8Array,
  limits: ReportLimits,
): Documents {
  if (bytes.byteLength > limits.maxBytes) {
    throw new ReportRefused(
      `It has more than ${Math.floor(limits.maxBytes / 1024 / 1024)} MiB.`,
    );
  }
  const text = decodeText(bytes);
  const first = text.match(/\S/)?.[0];
  if (first === undefined) {
    throw new ReportRefused('It is empty: the scanner wrote nothing.');
  }
  if (first === '<') {
    return { syntax: 'xml', values: [], text };
  }
  if (first !== '{' && first !== '[' && text.trim() !== 'null') {
    return { syntax: 'yaml', values: readYaml(text), text };
  }
  const tooDeep = findTooDeep(text, limits.maxDepth);
  if (tooDeep !== undefined) {
    throw new ReportRefused(
      `It is nested deeper than ${limits.maxDepth} levels.`,
      placeOf(text, tooDeep),
    );
  }
  try {
    return { syntax: 'json', values: [parseJsonText(text)], text };
  } catch {
    const lines = readJsonLines(text);
    if (lines) {
      return { syntax: 'json-lines', values: lines, text };
    }
    throw describeJsonError(text);
  }
}
