/** Whether a text of a rule stands for many values. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** Where a piece without `*` first fits into a text, at or after a place; -1 where nowhere. */
function findPiece(text: string, piece: string, from: number): number {
  if (!piece.includes('?')) {
    return text.indexOf(piece, from);
  }
  for (let start = from; start + piece.length <= text.length; start += 1) {
    if (fits(text, piece, start)) {
      return start;
    }
  }
  return -1;
}

function fits(text: string, piece: string, start: number): boolean {
  if (!piece.includes('?')) {
    return text.startsWith(piece, start);
  }
  if (start + piece.length > text.length) {
    return false;
  }
  for (let index = 0; index < piece.length; index += 1) {
    if (piece[index] !== '?' && piece[index] !== text[start + index]) {
      return false;
    }
  }
  return true;
}

/**
 * Whether a text is what a glob describes: `*` is any run of characters, also
 * none and also `/`; `?` is one character; everything else stands for itself.
 *
 * The pieces between the stars are placed one after the other, each as early
 * as it fits. That is enough, and unlike a regular expression it never takes
 * more than text times pattern steps.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const pieces = pattern.split('*');
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  const between = pieces.slice(1, -1).filter(piece => piece !== '');
  if (pieces.length === 1) {
    return text => text.length === pattern.length && fits(text, pattern, 0);
  }
  return text => {
    const end = text.length - last.length;
    if (end < first.length || !fits(text, first, 0) || !fits(text, last, end)) {
      return false;
    }
    let place = first.length;
    for (const piece of between) {
      const found = findPiece(text, piece, place);
      if (found < 0 || found + piece.length > end) {
        return false;
      }
      place = found + piece.length;
    }
    return true;
  };
}
