/** Why a line was not taken. */
export interface LineProblem {
  /** From 1. */
  line: number;
  reason: string;
}

/** Problems that are told; the rest is counted. */
export const MAX_PROBLEMS = 20;

/** A whole line longer than this is refused before it is parsed. */
const MAX_LINE_CHARACTERS = 100_000;

/**
 * Calls `take` with the object of every line of newline-delimited JSON. Empty
 * lines are passed over. A line that is not a JSON object, or that `take`
 * refuses with a reason, is counted and reported; the others go on.
 */
export function readNdjson(
  text: string,
  take: (row: Record<string, unknown>) => string | undefined,
): { accepted: number; rejected: number; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  let accepted = 0;
  let rejected = 0;
  let line = 0;
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end === -1) {
      end = text.length;
    }
    line += 1;
    const reason = readLine(text, start, end, take);
    start = end + 1;
    if (reason === undefined) {
      accepted += 1;
    } else if (reason !== EMPTY) {
      rejected += 1;
      if (problems.length < MAX_PROBLEMS) {
        problems.push({ line, reason });
      }
    }
  }
  return { accepted, rejected, problems };
}

const EMPTY = 'empty';

function readLine(
  text: string,
  start: number,
  end: number,
  take: (row: Record<string, unknown>) => string | undefined,
): string | undefined {
  if (end - start > MAX_LINE_CHARACTERS) {
    return `longer than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters`;
  }
  const content = text.slice(start, end);
  let row: unknown;
  try {
    row = JSON.parse(content);
  } catch {
    // The parser's own message repeats the content, which may be personal data
    return content.trim() === '' ? EMPTY : 'not JSON';
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return 'not a JSON object';
  }
  return take(row as Record<string, unknown>);
}
