import { Loose, asObject, at } from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { RuleFacts } from './ruleFacts';

const SECRET_SCANNERS =
  /^(gitleaks|betterleaks|trufflehog|detect-secrets|secretlint|ggshield|gitguardian|whispers|kingfisher|nosey ?parker|talisman|credscan|credential scanner|git-secrets|gitrob|microsoft\.codeanalysis\.sarif\.patternmatcher)/;
const PACKAGE_SCANNERS =
  /^(trivy|grype|osv-scanner|snyk (open source|container)|(owasp )?dependency-check|black ?duck|anchore|docker[- ]scout|clair|pip-audit|npm[- ]audit|cargo-audit|govulncheck|bundler-audit|retire|jfrog xray)/;
const CONFIGURATION_SCANNERS =
  /^(checkov|kics|tfsec|terrascan|snyk iac|kubescape|kube-?linter|kubesec|kube-score|cfn[-_](lint|nag)|tflint|dockle|hadolint|polaris|template-?analyzer|psrule|datree|regula|conftest)/;

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

/** What the findings of a scanner are about, as far as its name tells. */
export function kindOfTool(tool: string): FindingKind | undefined {
  if (SECRET_SCANNERS.test(tool)) {
    return 'secret';
  }
  if (PACKAGE_SCANNERS.test(tool)) {
    return 'vulnerability';
  }
  return CONFIGURATION_SCANNERS.test(tool) ? 'misconfiguration' : undefined;
}

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
    return kindOfSemgrepRule(rule);
  }
  return undefined;
}

/** Semgrep keeps its rules for secrets in folders of that name; `ssc-` are its rules for packages. */
export function kindOfSemgrepRule(rule: string): FindingKind {
  if (/(^|\.)ssc-[0-9a-f]/.test(rule)) {
    return 'vulnerability';
  }
  return /(^|\.)secrets\./.test(rule) ? 'secret' : 'code';
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
