/** A piece of a sentence; what leads somewhere says where. */
export interface HeadlinePart {
  text: string;
  leadsTo?: { feature: string } | { view: 'features' };
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Cuts the sentence with the answer where it names numbers of features or a
 * drifted feature, so that both can be links.
 */
export function splitHeadline(options: {
  headline: string;
  features: readonly string[];
}): HeadlinePart[] {
  const { headline, features } = options;
  // The longest name first: `income` must not cut `income_total` apart.
  const names = [...features].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(
    [
      '(?:\\d[\\d,.]*|None) of \\d[\\d,.]* (?:features?|columns?)',
      ...names.map(name => `(?<![\\w.-])${name}(?![\\w-])`),
    ].join('|'),
    'gu',
  );
  const parts: HeadlinePart[] = [];
  let end = 0;
  for (const match of headline.matchAll(pattern)) {
    const [text] = match;
    if (match.index > end) {
      parts.push({ text: headline.slice(end, match.index) });
    }
    parts.push({
      text,
      leadsTo: features.includes(text)
        ? { feature: text }
        : { view: 'features' },
    });
    end = match.index + text.length;
  }
  return end < headline.length
    ? [...parts, { text: headline.slice(end) }]
    : parts;
}
