/** Shorter ones would blank out ordinary words. */
const MIN_LENGTH = 6;
/** Longer ones are looked for piece by piece, so that no text costs more than a look at each piece. */
const PIECE = 200;
const STARS = '***';
/** The end of a text that was cut. */
const CUT = '…';

const compare = (a: string, b: string) => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

/** A secret in pieces; the last is never too short to be looked for. */
function piecesOf(secret: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (secret.length - start >= PIECE + MIN_LENGTH) {
    pieces.push(secret.slice(start, start + PIECE));
    start += PIECE;
  }
  pieces.push(secret.slice(start));
  return pieces;
}

/** How many characters two texts begin with in common. */
function commonLength(text: string, offset: number, piece: string): number {
  const end = Math.min(piece.length, text.length - offset);
  let length = 0;
  while (
    length < end &&
    text.charCodeAt(offset + length) === piece.charCodeAt(length)
  ) {
    length += 1;
  }
  return length;
}

interface Index {
  /** In the order of their code units. */
  pieces: string[];
  /** For each the longest other one that it begins with, or -1. */
  shorter: Int32Array;
  /** Pairs of characters that a piece begins with. */
  starts: Uint8Array;
}

const startOf = (text: string, offset: number) =>
  (text.charCodeAt(offset) * 31 + text.charCodeAt(offset + 1)) & 0xffff;

function indexOf(secrets: Iterable<string>): Index {
  const pieces = [...new Set([...secrets].flatMap(piecesOf))].sort(compare);
  const shorter = new Int32Array(pieces.length);
  const starts = new Uint8Array(0x10000);
  // Those before a piece that it begins with are, in this order, its beginnings
  const open: number[] = [];
  pieces.forEach((piece, index) => {
    while (open.length > 0 && !piece.startsWith(pieces[open.at(-1)!])) {
      open.pop();
    }
    shorter[index] = open.at(-1) ?? -1;
    open.push(index);
    starts[startOf(piece, 0)] = 1;
  });
  return { pieces, shorter, starts };
}

/** How many of the pieces sort before a text or equal it. */
function countUpTo(pieces: readonly string[], text: string): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(pieces[middle], text) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * The secrets that a report names, and texts without them. A text costs about
 * its length however many secrets are known: a regular expression of a hundred
 * thousand of them would not even compile.
 */
export class KnownSecrets {
  readonly #secrets = new Set<string>();
  #index: Index | undefined;

  get isEmpty(): boolean {
    return this.#secrets.size === 0;
  }

  add(secret: string): void {
    if (secret.length >= MIN_LENGTH) {
      this.#secrets.add(secret);
      this.#index = undefined;
    }
  }

  /** The text with stars for each; also for the beginning of one where the text was cut. */
  sweep(text: string): string {
    if (this.#secrets.size === 0) {
      return text;
    }
    this.#index ??= indexOf(this.#secrets);
    const { starts } = this.#index;
    const end = text.length - MIN_LENGTH;
    let swept = '';
    let kept = 0;
    let offset = 0;
    while (offset <= end) {
      const length = starts[startOf(text, offset)]
        ? this.#lengthAt(text, offset)
        : 0;
      if (length > 0) {
        // Pieces of one secret become one row of stars
        swept +=
          offset === kept && swept.endsWith(STARS)
            ? ''
            : text.slice(kept, offset) + STARS;
        offset += length;
        kept = offset;
      } else {
        offset += 1;
      }
    }
    return kept === 0 ? text : swept + text.slice(kept);
  }

  /** The length of the longest secret at a place of a text, or 0. */
  #lengthAt(text: string, offset: number): number {
    const { pieces, shorter } = this.#index!;
    const rest = text.slice(offset, offset + PIECE + MIN_LENGTH);
    const upTo = countUpTo(pieces, rest);
    let index = upTo - 1;
    if (index >= 0) {
      const common = commonLength(text, offset, pieces[index]);
      while (index >= 0 && pieces[index].length > common) {
        index = shorter[index];
      }
    }
    if (index >= 0) {
      return pieces[index].length;
    }
    const left = text.length - offset;
    if (text.endsWith(CUT) && left > MIN_LENGTH && left <= PIECE) {
      const cut = text.slice(offset, -CUT.length);
      const next = pieces[countUpTo(pieces, cut)];
      return next?.startsWith(cut) ? cut.length : 0;
    }
    return 0;
  }
}
