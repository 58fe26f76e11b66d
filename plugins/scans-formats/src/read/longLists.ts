import { asObject } from './loose';
import { ListPart, LongList } from './scanJson';

/**
 * The lists that scanners fill with their results. Only those: what a report
 * looks up again and again, such as its rules, is better held.
 */
export const LONG_KEYS: ReadonlySet<string> = new Set(
  ['results', 'matches', 'Vulnerabilities', 'Misconfigurations'].map(key =>
    JSON.stringify(key),
  ),
);

/** Shorter ones are held. */
export const LONG_FROM = 1_000_000;

/** Reads JSON; throws where it is none. */
type ReadJson = (json: string) => unknown;

/** A list whose items are read when they are asked for, some at a time, and not held. */
class Items {
  readonly length: number;
  readonly #text: string;
  readonly #parts: readonly ListPart[];
  readonly #read: ReadJson;
  readonly #checked = new Set<ListPart>();
  #held: { part: ListPart; items: unknown[] } | undefined;

  constructor(text: string, { parts }: LongList, read: ReadJson) {
    const last = parts.at(-1)!;
    this.length = last.index + last.length;
    this.#text = text;
    this.#parts = parts;
    this.#read = read;
  }

  at(index: number): unknown {
    let held = this.#held;
    if (
      !held ||
      index < held.part.index ||
      index >= held.part.index + held.part.length
    ) {
      const part = this.#parts.findLast(one => one.index <= index)!;
      held = { part, items: this.#readPart(part) };
      this.#held = held;
    }
    return held.items[index - held.part.index];
  }

  *[Symbol.iterator](): Generator<unknown> {
    for (const part of this.#parts) {
      yield* this.#readPart(part);
    }
  }

  /** Reads what nobody asked for, so that all of it is JSON. */
  check(): void {
    for (const part of this.#parts) {
      if (!this.#checked.has(part)) {
        this.#readPart(part);
      }
    }
  }

  #readPart(part: ListPart): unknown[] {
    const items = this.#read(
      `[${this.#text.slice(part.from, part.to)}]`,
    ) as unknown[];
    if (items.length !== part.length) {
      // A comma without an item at the end of a part
      this.#read('[,]');
    }
    this.#checked.add(part);
    return items;
  }
}

/** Items as a list: for whoever reads it there is no other difference than memory. */
function asArray(items: Items): unknown[] {
  const { length } = items;
  return new Proxy<unknown[]>(new Array(length), {
    get: (list, key) => {
      if (key === Symbol.iterator) {
        return () => items[Symbol.iterator]();
      }
      const index = typeof key === 'string' ? Number(key) : NaN;
      return Number.isInteger(index) && index >= 0 && index < length
        ? items.at(index)
        : Reflect.get(list, key);
    },
    has: (list, key) =>
      (typeof key === 'string' && Number(key) < length) ||
      Reflect.has(list, key),
    // Nobody changes a report, and a change would be lost
    set: () => false,
  });
}

/**
 * Reads JSON but for its long lists, whose items are read one after the other
 * when they are asked for: nothing that a report of a hundred thousand results
 * becomes is held at once.
 *
 * @param options - `parse` reads JSON, `parseItems` some items of a long list
 * @returns the value, and what reads the items that nobody asked for
 * @throws SyntaxError where what is not in the lists is no JSON
 */
export function readAroundLists(
  text: string,
  lists: readonly LongList[],
  options: { parse: ReadJson; parseItems: ReadJson },
): { value: unknown; check: () => void } {
  let rest = '';
  let from = 0;
  for (const { start, end } of lists) {
    // A mark in its place: a key that is there twice may be another list
    rest += `${text.slice(from, start)}[${start}]`;
    from = end;
  }
  const value = options.parse(rest + text.slice(from));
  const all: Items[] = [];
  for (const list of lists) {
    const keys = list.path.map(key =>
      typeof key === 'string' ? (JSON.parse(key) as string) : String(key),
    );
    const last = keys.pop();
    let parent: unknown = value;
    for (const key of keys) {
      parent = Array.isArray(parent)
        ? parent[Number(key)]
        : ownValue(parent, key);
    }
    const mark = last === undefined ? undefined : ownValue(parent, last);
    const items = new Items(text, list, options.parseItems);
    all.push(items);
    if (Array.isArray(mark) && mark[0] === list.start) {
      (parent as Record<string, unknown>)[last!] = asArray(items);
    }
  }
  return { value, check: () => all.forEach(items => items.check()) };
}

function ownValue(parent: unknown, key: string): unknown {
  const object = asObject(parent);
  return object && Object.hasOwn(object, key) ? object[key] : undefined;
}
