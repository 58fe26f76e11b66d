import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { SkeletonPiece } from './scanSkeleton';

/**
 * `values.a.b` in code; not `x.values.a`, and not in a text whose quotes were
 * blanked before.
 */
const REFERENCE = /(?<![\w.])values((?:\s*\.\s*[A-Za-z_]\w*)+)(\s*\()?/g;
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;
/** What may follow a value that is allowed to be missing. */
const MAY_BE_MISSING =
  /^\s*(?:is\s+(?:not\s+)?(?:un)?defined\b|\|\s*(?:default|d)\b)/;

function isRecord(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first missing step of a path into the values; undefined when all is there. */
function findMissing(path: string[], values: JsonObject): string | undefined {
  let current: JsonValue | undefined = values;
  for (const [index, key] of path.entries()) {
    if (!isRecord(current)) {
      return undefined;
    }
    if (!Object.hasOwn(current, key)) {
      return ['values', ...path.slice(0, index + 1)].join('.');
    }
    current = current[key];
  }
  return undefined;
}

/**
 * Refuses a skeleton that asks for a value nobody gave. The engine reads such a
 * value as undefined, which prints as nothing and makes an `if` false: a typing
 * mistake in a skeleton would silently leave something out.
 */
export function checkReferences(
  pieces: SkeletonPiece[],
  values: JsonObject,
): void {
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      continue;
    }
    const code = piece.code.replace(QUOTED, quoted =>
      ' '.repeat(quoted.length),
    );
    for (const match of code.matchAll(REFERENCE)) {
      const path = match[1]
        .split('.')
        .map(key => key.trim())
        .slice(1);
      const rest = code.slice(match.index + match[0].length);
      const called = match[2] !== undefined;
      const missing = findMissing(called ? path.slice(0, -1) : path, values);
      if (missing && !MAY_BE_MISSING.test(rest)) {
        throw new InputError(
          `line ${piece.line}: "${missing}" is not among the values; given are: ${
            Object.keys(values).sort().join(', ') || 'none'
          }`,
        );
      }
    }
  }
}
