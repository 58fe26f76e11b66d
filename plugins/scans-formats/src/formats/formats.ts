import { checkov } from './checkov/checkov';
import { cyclonedx } from './cyclonedx/cyclonedx';
import { falco } from './falco/falco';
import { gitlab } from './gitlab/gitlab';
import { gitleaks } from './gitleaks/gitleaks';
import { grype } from './grype/grype';
import { kubeBench } from './kubeBench/kubeBench';
import { osv } from './osv/osv';
import { policyReport } from './policyReport/policyReport';
import { ReportFormat } from './ReportFormat';
import { sarif } from './sarif/sarif';
import { semgrep } from './semgrep/semgrep';
import { trivy } from './trivy/trivy';
import { trivyOperator } from './trivyOperator/trivyOperator';

/** Every format, the more particular before the more general. */
export const FORMATS: readonly ReportFormat[] = [
  sarif,
  grype,
  checkov,
  policyReport,
  cyclonedx,
  kubeBench,
  falco,
  gitlab,
  semgrep,
  gitleaks,
  trivyOperator,
  trivy,
  osv,
];
