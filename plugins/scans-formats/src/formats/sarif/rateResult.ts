import { Loose, asObject, asText } from '../../read/loose';
import { RatedSeverity, Severity } from '../../report/Finding';
import { rateWord } from '../../severity/rateSeverity';
import { rateSecuritySeverity } from './rateSecuritySeverity';
import { RuleFacts, rateKnownWord } from './ruleFacts';

const LEVELS: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['recommendation', 'low'],
  ['none', 'info'],
]);

/** SARIF 2.1.0, 3.27.10: what no one says is a warning. */
const UNSAID: RatedSeverity = { severity: 'medium', source: 'default' };

/**
 * The severity of a result: `security-severity`, a severity in words, its
 * level, the level that the run or the rule gives it. The more particular goes
 * first: a level knows no critical.
 */
export function rateResult(
  result: Loose,
  facts: RuleFacts,
  configuredLevel: string | undefined,
): RatedSeverity {
  const properties = asObject(result.properties);
  const rated =
    rateSecuritySeverity(properties?.['security-severity']) ??
    facts.securitySeverity ??
    rateKnownWord(properties?.severity) ??
    facts.word;
  if (rated !== undefined) {
    return rated;
  }
  const level = asText(result.level) ?? configuredLevel ?? facts.level;
  return level === undefined ? UNSAID : rateWord(level, LEVELS);
}
