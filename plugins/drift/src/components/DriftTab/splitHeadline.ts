/** A piece of a sentence; what leads somewhere says where. */
export interface HeadlinePart {
  text: string;
  leadsTo?: { feature: string } | { view: 'features' | 'performance' };
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Cuts the answer where it names numbers of features, a drifted feature, or says
 * that performance got worse, so that all can be links.
 */
export function splitHeadline(options: {
  headline: string;
  features: readonly string[];
  /** What the answer says of performance, if it does. */
  performance?: string;
}): HeadlinePart[] {
  const { headline, features, performance } = options;
  // The longest name first: `income` must not cut `income_total` apart.
  const names = [...features].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(
    [
      ...(performance ? [escape(performance)] : []),
      '(?:\\d[\\d,.]*|None) of \\d[\\d,.]* (?:features?|columns?)',
      ...names.map(name => `(?<![\\w.-])${name}(?![\\w-])`),
    ].join('|'),
    'gu',
  );
  const whereTo = (text: string): HeadlinePart['leadsTo'] => {
    if (text === performance) {
      return { view: 'performance' };
    }
    return features.includes(text) ? { feature: text } : { view: 'features' };
  };
  const parts: HeadlinePart[] = [];
  let end = 0;
  for (const match of headline.matchAll(pattern)) {
    const [text] = match;
    if (match.index > end) {
      parts.push({ text: headline.slice(end, match.index) });
    }
    parts.push({ text, leadsTo: whereTo(text) });
    end = match.index + text.length;
  }
  return end < headline.length
    ? [...parts, { text: headline.slice(end) }]
    : parts;
}
