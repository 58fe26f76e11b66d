import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
} from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';

/** The file, from the root of the repository where that is known; Checkov's leading slash is not the machine's root. */
function pathOf(check: Loose): string | undefined {
  const inRepository = asText(check.repo_file_path);
  const path =
    inRepository === undefined || inRepository.includes('..')
      ? (asText(check.file_path) ?? inRepository)
      : inRepository;
  return path?.replace(/^\/+/, '');
}

/** The lines of the code, without their numbers. */
const codeOf = (check: Loose): string =>
  asList(check.code_block)
    .map(line => (Array.isArray(line) ? (asText(line[1]) ?? '') : ''))
    .join('');

function locationOf(
  path: string | undefined,
  range: unknown,
  resource: unknown,
) {
  const [line, endLine] = asList(range);
  return {
    path,
    line: asNumber(line),
    endLine: asNumber(endLine),
    resource: asText(resource),
  };
}

/** The package that a check of dependencies is about. */
function packageOf(details: Loose): FindingDraft['package'] {
  const name = asText(details.package_name);
  if (name === undefined) {
    return undefined;
  }
  const fixed = [
    ...new Set([
      ...asTexts(details.lowest_fixed_version),
      ...asTexts(details.fixed_versions),
    ]),
  ].filter(version => version !== 'N/A');
  return {
    name,
    ecosystem: asText(details.package_type),
    version: asText(details.package_version),
    fixedVersions: fixed,
    fixState: fixed.length > 0 ? 'fixed' : 'unknown',
  };
}

function kindOf(checkType: string, details: Loose | undefined): FindingKind {
  if (details && asText(details.package_name)) {
    return asText(details.id) ? 'vulnerability' : 'license';
  }
  if (checkType === 'secrets') {
    return 'secret';
  }
  return checkType.startsWith('sast') ? 'code' : 'misconfiguration';
}

/** A flaw of a dependency, or its licence. */
function aboutPackage(
  kind: 'vulnerability' | 'license',
  details: Loose,
): Partial<FindingDraft> {
  const found = packageOf(details);
  const id = asText(details.id);
  const license = asText(details.license);
  return {
    package: found,
    message: asText(details.description),
    ...(kind === 'vulnerability' && id
      ? {
          title: `${id} in ${found?.name}`,
          vulnerability: { id },
          cvss: {
            score: asNumber(details.cvss),
            vector: asText(details.vector),
          },
        }
      : {}),
    ...(kind === 'license' && license
      ? { ruleKey: license, title: `Licence ${license} of ${found?.name}` }
      : {}),
  };
}

/**
 * A failed or skipped check. Without the key of the platform it has no
 * severity, and nothing stands in for one.
 */
export function readCheck(
  check: Loose,
  options: { checkType: string; isSkipped: boolean },
): FindingDraft | undefined {
  const rule = asText(check.check_id) ?? asText(check.bc_check_id);
  if (rule === undefined) {
    return undefined;
  }
  const details = asObject(check.vulnerability_details);
  const kind = kindOf(options.checkType, details);
  const path = pathOf(check);
  const callerPath = asText(check.caller_file_path)?.replace(/^\/+/, '');
  const draft: FindingDraft = {
    kind,
    rule,
    title: asText(check.check_name),
    message: asText(check.description) ?? asText(check.short_description),
    severity: rateWord(asText(check.severity)),
    location: locationOf(path, check.file_line_range, check.resource),
    otherLocations: callerPath
      ? [locationOf(callerPath, check.caller_file_line_range, undefined)]
      : [],
    references: [
      ...asTexts(check.guideline),
      ...(details ? asTexts(details.link) : []),
    ],
    ...(options.isSkipped
      ? {
          suppression: {
            reason: asText(at(check.check_result, 'suppress_comment')),
          },
        }
      : {}),
  };
  if (kind === 'secret') {
    // Its resource is a hash of the secret without a key, which whoever guesses the secret can check
    const hash = asText(check.resource);
    return {
      ...draft,
      location: { ...draft.location, resource: undefined },
      ...(hash ? { secret: `hash:${hash}` } : {}),
    };
  }
  if (details && (kind === 'vulnerability' || kind === 'license')) {
    // Its resource repeats file and package with the version
    return {
      ...draft,
      ...aboutPackage(kind, details),
      location: { ...draft.location, resource: undefined },
      target: path,
    };
  }
  return { ...draft, snippet: codeOf(check) };
}
