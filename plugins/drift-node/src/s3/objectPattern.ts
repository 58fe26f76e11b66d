/** Keys that a text selects, and the longest prefix that all of them share. */
export interface ObjectPattern {
  /** What the server is asked to list below. */
  prefix: string;
  matches(key: string): boolean;
}

/**
 * Reads a path as a person writes it: an object's key, a folder with `/` at its
 * end, or a pattern, in which `*` stands for anything but `/`, `**` for anything
 * and `?` for one character.
 *
 * Matched from left to right with one place to return to per kind of star, so
 * that no pattern can make a key take longer than key times pattern.
 */
export function parseObjectPattern(text: string): ObjectPattern {
  if (text === '' || text.endsWith('/')) {
    return { prefix: text, matches: key => key.startsWith(text) };
  }
  const firstWildcard = text.search(/[*?]/);
  if (firstWildcard < 0) {
    return { prefix: text, matches: key => key === text };
  }
  const parts = text.match(/\*\*\/?|\*|\?|[^*?]+/g)!.flatMap(splitLiteral);
  return {
    prefix: text.slice(0, firstWildcard),
    matches: key => isMatch(parts, [...key]),
  };
}

function splitLiteral(part: string): string[] {
  return /^[*?]/.test(part) ? [part] : [...part];
}

function isMatch(parts: readonly string[], key: readonly string[]): boolean {
  // Places in the key at which what is left of the pattern may begin
  let places = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const place of places) {
      for (const end of listEnds(part, { key, place, next })) {
        next.add(end);
      }
    }
    places = next;
    if (places.size === 0) {
      return false;
    }
  }
  return places.has(key.length);
}

function* listEnds(
  part: string,
  at: { key: readonly string[]; place: number; next: ReadonlySet<number> },
): Generator<number> {
  const { key, place, next } = at;
  if (part === '**/') {
    yield place;
    for (let end = place; end < key.length; end += 1) {
      if (key[end] === '/') {
        yield end + 1;
      }
    }
  } else if (part === '**' || part === '*') {
    for (let end = place; end <= key.length && !next.has(end); end += 1) {
      yield end;
      if (part === '*' && key[end] === '/') {
        return;
      }
    }
  } else if (place < key.length) {
    if (part === '?' ? key[place] !== '/' : key[place] === part) {
      yield place + 1;
    }
  }
}
