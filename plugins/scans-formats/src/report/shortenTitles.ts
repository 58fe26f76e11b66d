import { firstSentence } from '../texts/firstSentence';
import { Finding } from './Finding';

/**
 * Makes every title one sentence, in place; what it said is then the message
 * where there is none. After the secrets are out: the half of one would be
 * recognised no more.
 */
export function shortenTitles(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { title } = finding;
    finding.title = firstSentence(title);
    if (finding.title.length < title.length) {
      finding.message ??= title;
    }
  }
}
