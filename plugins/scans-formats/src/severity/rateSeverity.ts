import { RatedSeverity, Severity } from '../report/Finding';

/** Words of the scanners, in lower case. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['blocker', 'critical'],
  ['emergency', 'critical'],
  ['alert', 'critical'],
  ['fatal', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['major', 'high'],
  ['serious', 'high'],
  ['error', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['warning', 'medium'],
  ['warn', 'medium'],
  ['low', 'low'],
  ['minor', 'low'],
  ['note', 'low'],
  ['notice', 'low'],
  ['info', 'info'],
  ['information', 'info'],
  ['informational', 'info'],
  ['negligible', 'info'],
  ['none', 'info'],
  ['debug', 'info'],
]);

/**
 * A word of a tool as severity. What no tool is known to write is `unknown`,
 * which hides less than any guess.
 *
 * @param words - meanings that this tool gives its words, in lower case
 */
export function rateWord(
  raw: string | undefined,
  words?: ReadonlyMap<string, Severity>,
): RatedSeverity {
  const word = raw?.trim().toLowerCase();
  if (word === undefined || word === '') {
    return { severity: 'unknown', source: 'default' };
  }
  return {
    severity: words?.get(word) ?? WORDS.get(word) ?? 'unknown',
    source: 'tool',
    raw,
  };
}

/**
 * A score of 0 to 10 as severity, by the ratings of CVSS 3.1, section 5;
 * a score of 0 is `info`, and one out of range is `unknown`.
 */
export function severityOfScore(score: number): Severity {
  if (!(score >= 0 && score <= 10)) {
    return 'unknown';
  }
  if (score >= 9) {
    return 'critical';
  }
  if (score >= 7) {
    return 'high';
  }
  if (score >= 4) {
    return 'medium';
  }
  return score > 0 ? 'low' : 'info';
}
