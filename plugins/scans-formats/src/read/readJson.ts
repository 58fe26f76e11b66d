import { ParseError, printParseErrorCode, visit } from 'jsonc-parser';
import { ReportRefused } from '../report/ReportRefused';
import { ReportLimits } from './limits';
import { LONG_FROM, LONG_KEYS, readAroundLists } from './longLists';
import { asObject } from './loose';
import { placeOf } from './placeOf';
import { scanJson } from './scanJson';

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

type Parse = (text: string) => unknown;

const parseKeepingDigits: Parse = text => JSON.parse(text, keepDigits);
const parseFast: Parse = text => JSON.parse(text);

/** Where JSON goes wrong and how, in words that repeat nothing of it. */
function describeError(text: string): ReportRefused {
  let found:
    { code: ParseError['error']; offset: number; length: number } | undefined;
  try {
    visit(
      text,
      {
        onError: (code, offset, length) => {
          found ??= { code, offset, length };
        },
      },
      { disallowComments: true },
    );
  } catch {
    // A comment can hide nesting from a look that knows no comments
  }
  if (!found) {
    return new ReportRefused('This is not valid JSON.');
  }
  const isCut = found.offset + found.length >= text.trimEnd().length;
  return new ReportRefused(
    isCut
      ? 'This JSON ends too early: the file was cut off.'
      : `This is not valid JSON (${printParseErrorCode(found.code)}).`,
    placeOf(text, found.offset),
  );
}

/** Several lines, each a JSON object of its own; undefined where the first is none. */
function readLines(text: string, parse: Parse): unknown[] | undefined {
  const values: unknown[] = [];
  let number = 0;
  // Not split: a file may have more empty lines than memory has room for
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end).trim();
    start = end === -1 ? text.length : end + 1;
    number += 1;
    if (line !== '') {
      try {
        values.push(parse(line));
      } catch {
        // The first line decides what the file is
        if (values.length === 0) {
          return undefined;
        }
        throw new ReportRefused(
          'This line is no JSON, the ones before it are.',
          `line ${number}`,
        );
      }
      if (!asObject(values[0])) {
        return undefined;
      }
    }
  }
  return values;
}

/**
 * Reads JSON or lines of it. How deep it is nested and how many values it has
 * is known before it is parsed, so that neither costs memory. Items of long lists
 * are read when they are asked for; what is wrong with one is said then.
 *
 * @throws ReportRefused with the place and the reason
 */
export function readJson(
  text: string,
  limits: ReportLimits,
): {
  syntax: 'json' | 'json-lines';
  values: unknown[];
  checkRest: () => void;
} {
  const { tooDeepAt, tooManyAt, hasLongNumbers, longLists } = scanJson(text, {
    maxDepth: limits.maxDepth,
    maxValues: limits.maxValues,
    longKeys: LONG_KEYS,
    longFrom: LONG_FROM,
  });
  if (tooDeepAt !== undefined) {
    throw new ReportRefused(
      `It is nested deeper than ${limits.maxDepth} levels.`,
      placeOf(text, tooDeepAt),
    );
  }
  if (tooManyAt !== undefined) {
    throw new ReportRefused(
      `It has more than ${limits.maxValues.toLocaleString('en')} values.`,
      placeOf(text, tooManyAt),
    );
  }
  const parse = hasLongNumbers ? parseKeepingDigits : parseFast;
  try {
    const { value, check } = readAroundLists(text, longLists, {
      parse,
      parseItems: json => {
        try {
          return parse(json);
        } catch {
          throw describeError(text);
        }
      },
    });
    return { syntax: 'json', values: [value], checkRest: check };
  } catch {
    const lines = readLines(text, parse);
    if (lines) {
      return { syntax: 'json-lines', values: lines, checkRest: () => {} };
    }
    throw describeError(text);
  }
}
