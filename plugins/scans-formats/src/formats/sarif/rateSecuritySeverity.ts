import { asNumber, asText } from '../../read/loose';
import { RatedSeverity } from '../../report/Finding';
import { rateWord, severityOfScore } from '../../severity/rateSeverity';

/**
 * The property `security-severity`: a number of 0 to 10, often as text, or a
 * word. Scanners without a score of their own write a made-up one, so it is
 * never shown as CVSS. Undefined where it says nothing, 0 among that.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function rateSecuritySeverity(
  value: unknown,
): RatedSeverity | undefined {
  const score = asNumber(value);
  if (score !== undefined) {
    return score > 0 && score <= 10
      ? { severity: severityOfScore(score), source: 'tool', raw: String(value) }
      : undefined;
  }
  const word = asText(value);
  if (word === undefined) {
    return undefined;
  }
  const rated = rateWord(word);
  return rated.severity !== 'unknown' || /^\s*unknown\s*$/i.test(word)
    ? rated
    : undefined;
}
