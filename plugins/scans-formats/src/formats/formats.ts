import { checkov } from './checkov/checkov';
import { cyclonedx } from './cyclonedx/cyclonedx';
import { falco } from './falco/falco';
import { gitleaks } from './gitleaks/gitleaks';
import { grype } from './grype/grype';
import { kubeBench } from './kubeBench/kubeBench';
import { osv } from './osv/osv';
import { policyReport } from './policyReport/policyReport';
import { ReportFormat } from './ReportFormat';
import { sarif } from './sarif/sarif';
import { trivy } from './trivy/trivy';

/** Every format, the more particular before the more general. */
export const FORMATS: readonly ReportFormat[] = [
  sarif,
  grype,
  checkov,
  policyReport,
  cyclonedx,
  kubeBench,
  falco,
  gitleaks,
  trivy,
  osv,
];
