import { InputError } from '@backstage/errors';

/** A piece of a skeleton: literal text, or code with its delimiters apart. */
export type SkeletonPiece =
  | { kind: 'text'; text: string }
  | {
      kind: 'print' | 'block';
      open: string;
      code: string;
      close: string;
      line: number;
    };

const OPENING = /\$\{\{|\{%|\{#/g;
const CLOSING = { '${{': '}}', '{%': '%}', '{#': '#}' } as const;
const RAW_TAG = /^\s*(raw|verbatim)\s*$/;

/** End of the quoted string that starts at `start`, or of the source. */
function skipString(source: string, start: number): number {
  const quote = source[start];
  for (let index = start + 1; index < source.length; index += 1) {
    if (source[index] === '\\') {
      index += 1;
    } else if (source[index] === quote) {
      return index + 1;
    }
  }
  return source.length;
}

function findCodeEnd(source: string, start: number, closing: string): number {
  let index = start;
  while (index < source.length) {
    if (source.startsWith(closing, index)) {
      return index;
    }
    index =
      source[index] === '"' || source[index] === "'"
        ? skipString(source, index)
        : index + 1;
  }
  return -1;
}

/**
 * Splits a skeleton file into what is text and what the template engine
 * evaluates, by the engine's own rules: `raw` and `verbatim` blocks and
 * comments are text, quoted strings in code hide a closing delimiter.
 */
export function scanSkeleton(source: string): SkeletonPiece[] {
  const pieces: SkeletonPiece[] = [];
  const lineOf = (index: number) => source.slice(0, index).split('\n').length;
  let index = 0;
  while (index < source.length) {
    OPENING.lastIndex = index;
    const found = OPENING.exec(source);
    if (!found) {
      break;
    }
    const opening = found[0] as keyof typeof CLOSING;
    const closing = CLOSING[opening];
    const start = found.index + opening.length;
    const end =
      opening === '{#'
        ? source.indexOf(closing, start)
        : findCodeEnd(source, start, closing);
    if (end < 0) {
      throw new InputError(
        `line ${lineOf(found.index)}: "${opening}" is not closed`,
      );
    }
    const left = source[start] === '-' ? '-' : '';
    const right =
      end > start + left.length && source[end - 1] === '-' ? '-' : '';
    const code = source.slice(start + left.length, end - right.length);
    const raw = opening === '{%' ? RAW_TAG.exec(code) : undefined;
    let next = end + closing.length;
    if (opening === '{#' || raw) {
      next = raw ? findRawEnd(source, next, raw[1]) : next;
      pieces.push({ kind: 'text', text: source.slice(index, next) });
    } else {
      pieces.push(
        { kind: 'text', text: source.slice(index, found.index) },
        {
          kind: opening === '{%' ? 'block' : 'print',
          open: opening + left,
          code,
          close: right + closing,
          line: lineOf(found.index),
        },
      );
    }
    index = next;
  }
  pieces.push({ kind: 'text', text: source.slice(index) });
  return pieces;
}

/** Where a raw block ends; nested ones of the same name count, as in the engine. */
function findRawEnd(source: string, start: number, name: string): number {
  const marker = new RegExp(`\\{%\\s*(end)?${name}\\s*%\\}`, 'g');
  marker.lastIndex = start;
  let depth = 1;
  for (let hit = marker.exec(source); hit; hit = marker.exec(source)) {
    depth += hit[1] ? -1 : 1;
    if (depth === 0) {
      return marker.lastIndex;
    }
  }
  return source.length;
}
