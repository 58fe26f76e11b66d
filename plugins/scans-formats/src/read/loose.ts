/** A list or object of a report, of which nothing is known. */
export type Loose = Record<string, unknown>;

/** The value as object; lists and null are none. */
export function asObject(value: unknown): Loose | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Loose)
    : undefined;
}

/** The value as list; whatever is none is an empty one. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects in a list; whatever is none is left out. */
export function objectsIn(value: unknown): Loose[] {
  return asList(value).filter(
    (item): item is Loose => asObject(item) !== undefined,
  );
}

/** Whether a list has such an object; reads no further than to the first. */
export function hasObject(
  value: unknown,
  isSuch: (object: Loose) => boolean,
): boolean {
  for (const item of asList(value)) {
    const object = asObject(item);
    if (object && isSuch(object)) {
      return true;
    }
  }
  return false;
}

/** Text that is not empty; numbers become text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value === '' ? undefined : value;
  }
  return typeof value === 'number' && Number.isFinite(value)
    ? String(value)
    : undefined;
}

/** A finite number, also one written as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value === 'string' && /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value)) {
    return Number(value);
  }
  return undefined;
}

/** The texts in a list, or the one text. */
export function asTexts(value: unknown): string[] {
  const texts: string[] = [];
  if (value === undefined) {
    return texts;
  }
  for (const item of Array.isArray(value) ? value : [value]) {
    const text = asText(item);
    if (text !== undefined) {
      texts.push(text);
    }
  }
  return texts;
}

/** What lies below a path of keys. */
export function at(value: unknown, ...keys: string[]): unknown {
  let current = value;
  for (const key of keys) {
    current = asObject(current)?.[key];
  }
  return current;
}
