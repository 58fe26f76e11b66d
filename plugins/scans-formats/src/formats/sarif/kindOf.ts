import { Loose, asObject, at } from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { kindOfRuleOfSemgrep } from '../semgrep/kindOfRule';
import { RuleFacts } from './ruleFacts';

/** Ids of advisories, also as part of a rule's id. */
const ADVISORY =
  /(?:^|[^a-z0-9])(?:cve[-_]\d{4}[-_]\d{4}|ghsa(?:-[2-9a-z]{4}){3}|bdsa-\d{4}-|pysec-\d{4}-|rustsec-\d{4}-|go-\d{4}-\d{4}|mal-\d{4}-|snyk-[a-z0-9]+-)/i;

/** What Trivy calls the rules of its scanners. */
const RULES_OF_TRIVY: ReadonlyMap<string, FindingKind> = new Map([
  ['OsPackageVulnerability', 'vulnerability'],
  ['LanguageSpecificPackageVulnerability', 'vulnerability'],
  ['Misconfiguration', 'misconfiguration'],
  ['Secret', 'secret'],
  ['License', 'license'],
]);

function kindOfRule(
  rule: string,
  facts: RuleFacts,
  tool: string,
): FindingKind | undefined {
  if (tool === 'trivy' && facts.name !== undefined) {
    const kind = RULES_OF_TRIVY.get(facts.name);
    if (kind !== undefined) {
      return kind;
    }
  }
  if (rule.startsWith('CKV_SECRET_')) {
    return 'secret';
  }
  if (ADVISORY.test(rule)) {
    return 'vulnerability';
  }
  if (/^(BC|CKV\d*)_/.test(rule)) {
    return 'misconfiguration';
  }
  if (tool === 'semgrep') {
    return kindOfRuleOfSemgrep(rule);
  }
  return undefined;
}

/** What a result is about: by its rule, by its tool, by what it carries. */
export function kindOf(
  result: Loose,
  given: {
    rule: string;
    facts: RuleFacts;
    tool: string;
    toolKind?: FindingKind;
  },
): FindingKind {
  const { rule, facts, tool, toolKind } = given;
  if (toolKind === 'secret') {
    return 'secret';
  }
  const partial = asObject(result.partialFingerprints);
  if (partial !== undefined && 'SecretHash/v1' in partial) {
    return 'secret';
  }
  const ofRule = kindOfRule(rule, facts, tool);
  if (ofRule !== undefined) {
    return ofRule;
  }
  if (toolKind !== undefined) {
    return toolKind;
  }
  return at(result, 'properties', 'componentVersion') !== undefined
    ? 'vulnerability'
    : 'code';
}
