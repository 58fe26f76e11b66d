import { Loose, asText, at } from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { kindOfTool } from '../kindOfTool';

const KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['sast', 'code'],
  ['dast', 'code'],
  ['api_fuzzing', 'code'],
  ['coverage_fuzzing', 'code'],
  ['secret_detection', 'secret'],
  ['dependency_scanning', 'vulnerability'],
  ['container_scanning', 'vulnerability'],
  ['cluster_image_scanning', 'vulnerability'],
  ['license_scanning', 'license'],
]);

const OF_SECRETS = /^(gitleaks|trufflehog)_rule_id$/;

/** What a type of scan looks for; GitLab runs KICS under the type of code. */
export function kindOfScan(
  type: string | undefined,
  scanner: string,
): FindingKind | undefined {
  const kind = type === undefined ? undefined : KINDS.get(type.toLowerCase());
  return kind === 'code' && kindOfTool(scanner) === 'misconfiguration'
    ? 'misconfiguration'
    : kind;
}

/** What a vulnerability of a report without a scan is about. */
export function kindOf(
  vulnerability: Loose,
  types: readonly string[],
): FindingKind {
  const category = KINDS.get(asText(vulnerability.category) ?? '');
  if (types.some(type => OF_SECRETS.test(type))) {
    return 'secret';
  }
  if (category !== undefined) {
    return category;
  }
  return asText(
    at(vulnerability, 'location', 'dependency', 'package', 'name'),
  ) !== undefined
    ? 'vulnerability'
    : 'code';
}
