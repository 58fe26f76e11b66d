import {
  Loose,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
  objectsIn,
} from '../../read/loose';
import { RatedSeverity } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';
import { cweNumbers } from '../../vulnerabilities/cweNumbers';
import { rateSecuritySeverity } from './rateSecuritySeverity';

/** What a rule says about all of its results. */
export interface RuleFacts {
  name?: string;
  shortText?: string;
  fullText?: string;
  /** Help, as scanners of packages write the package into it. */
  helpText?: string;
  tags: string[];
  cwe: number[];
  references: string[];
  aliases: string[];
  securitySeverity?: RatedSeverity;
  word?: RatedSeverity;
  level?: string;
  cvss?: FindingDraft['cvss'];
  messages: (id: string) => string | undefined;
}

const CWE = /cwe/i;

/** Weaknesses by tags, by a property of their own, and by a taxonomy. */
export function cweIn(value: Loose): string[] {
  const properties = asObject(value.properties);
  const taxa = [
    ...objectsIn(value.relationships).map(({ target }) => asObject(target)),
    ...objectsIn(value.taxa),
  ];
  return [
    ...asTexts(properties?.tags).filter(tag => CWE.test(tag)),
    ...asTexts(properties?.cwe),
    ...taxa.flatMap(taxon =>
      CWE.test(asText(at(taxon, 'toolComponent', 'name')) ?? '')
        ? asTexts(taxon?.id)
        : [],
    ),
  ];
}

/** A word that scanners know, from a property that others use for something else. */
export function rateKnownWord(value: unknown): RatedSeverity | undefined {
  const word = asText(value);
  const rated = rateWord(word);
  return rated.severity !== 'unknown' || /^unknown$/i.test(word ?? '')
    ? rated
    : undefined;
}

/** What a rule declares; undefined is a rule that is not declared. */
export function ruleFacts(
  rule: Loose | undefined,
  component: Loose,
): RuleFacts {
  const properties = asObject(rule?.properties);
  const vector =
    asText(properties?.cvssv40_vector) ??
    asText(properties?.cvssv3_vector) ??
    asText(properties?.cvssv2_vector);
  const score =
    asNumber(properties?.cvssv3_baseScore) ??
    asNumber(properties?.cvssv2_score);
  return {
    name: asText(rule?.name),
    shortText: asText(at(rule, 'shortDescription', 'text')),
    fullText: asText(at(rule, 'fullDescription', 'text')),
    helpText:
      asText(at(rule, 'help', 'text')) ?? asText(at(rule, 'help', 'markdown')),
    tags: asTexts(properties?.tags),
    cwe: rule ? cweNumbers(cweIn(rule)) : [],
    references: asTexts(rule?.helpUri),
    aliases: asTexts(rule?.deprecatedIds),
    securitySeverity: rateSecuritySeverity(properties?.['security-severity']),
    word: rateKnownWord(properties?.severity),
    level:
      asText(at(rule, 'defaultConfiguration', 'level')) ??
      asText(properties?.['problem.severity']),
    cvss:
      vector === undefined && score === undefined
        ? undefined
        : { vector, score },
    messages: id =>
      asText(at(rule, 'messageStrings', id, 'text')) ??
      asText(at(component, 'globalMessageStrings', id, 'text')),
  };
}
