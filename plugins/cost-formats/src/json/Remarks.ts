import { shortText } from './shortText';

/** Entries that are named; the others are counted. */
const MAX_NAMED = 3;

/**
 * Gathers what is odd about a document: one sentence per kind, with how often
 * and where first. A cluster of ten thousand pods must not give ten thousand
 * sentences.
 */
export class Remarks {
  readonly #kinds = new Map<string, { count: number; places: string[] }>();

  /** @param kind - a sentence without its full stop */
  add(kind: string, place?: string) {
    const known = this.#kinds.get(kind) ?? { count: 0, places: [] };
    known.count += 1;
    if (place !== undefined && known.places.length < MAX_NAMED) {
      known.places.push(shortText(place));
    }
    this.#kinds.set(kind, known);
  }

  sentences(): string[] {
    return [...this.#kinds].map(([kind, { count, places }]) => {
      if (places.length === 0) {
        return `${kind}.`;
      }
      const others = count - places.length;
      return `${kind}: ${places.join('; ')}${
        others > 0 ? ` and ${others} more` : ''
      }.`;
    });
  }
}
