const NONE: ReadonlyMap<string, string> = new Map();

/** Tags of one row at most, and the length of a key or a value. */
const MAX_TAGS = 200;
const MAX_LENGTH = 512;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Tags as bills state them: a JSON object; the inside of one, as exports of
 * Azure have it; or a list of `{key, value}`. Keys and values are trimmed; a tag
 * without a value has the value `""`, one that is null is none.
 *
 * undefined when the text is none of these.
 *
 * @public
 */
export function parseTags(
  text: string,
): ReadonlyMap<string, string> | undefined {
  const trimmed = text.trim();
  const value = parse(trimmed) ?? parse(`{${trimmed}}`);
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const entries: [unknown, unknown][] = Array.isArray(value)
    ? value.map(item => {
        const pair = (item ?? {}) as Record<string, unknown>;
        return [pair.key ?? pair.Key, pair.value ?? pair.Value];
      })
    : Object.entries(value);
  const tags = new Map<string, string>();
  for (const [key, content] of entries.slice(0, MAX_TAGS)) {
    if (typeof key === 'string' && content !== null && content !== undefined) {
      const shown =
        typeof content === 'object' ? JSON.stringify(content) : String(content);
      tags.set(
        key.trim().slice(0, MAX_LENGTH),
        shown.trim().slice(0, MAX_LENGTH),
      );
    }
  }
  return tags;
}

/** The tags of a row; none where there are none, or where they cannot be read. */
export function readTags(
  text: string | undefined,
): ReadonlyMap<string, string> {
  return (text === undefined ? undefined : parseTags(text)) ?? NONE;
}
