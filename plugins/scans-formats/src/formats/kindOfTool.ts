import { FindingKind } from '../report/Finding';

const SECRET_SCANNERS =
  /^(gitleaks|betterleaks|trufflehog|detect-secrets|secretlint|ggshield|gitguardian|whispers|kingfisher|nosey ?parker|talisman|credscan|credential scanner|git-secrets|gitrob|microsoft\.codeanalysis\.sarif\.patternmatcher)/;
const PACKAGE_SCANNERS =
  /^(trivy|grype|osv-scanner|snyk (open source|container)|(owasp )?dependency-(check|track)|black ?duck|anchore|docker[- ]scout|clair|pip-audit|npm[- ]audit|cargo-audit|govulncheck|bundler-audit|retire|jfrog xray)/;
const CONFIGURATION_SCANNERS =
  /^(checkov|kics|tfsec|terrascan|snyk iac|kubescape|kube-?linter|kubesec|kube-score|cfn[-_](lint|nag)|tflint|dockle|hadolint|polaris|template-?analyzer|psrule|datree|regula|conftest)/;

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
