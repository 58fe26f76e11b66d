import { ecosystemOfFile } from '../../packages/ecosystemOfFile';
import {
  Loose,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
} from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';

const GHSA = /\bGHSA(?:-[2-9a-z]{4}){3}\b/i;

/** What people decided in Semgrep. */
function suppressionOf(triage: Loose | undefined): FindingDraft['suppression'] {
  const status = asText(triage?.status)?.toUpperCase();
  if (status === 'FIXED') {
    return { status: 'resolved' };
  }
  return status === 'IGNORED'
    ? { reason: asText(triage?.dismissReason) }
    : undefined;
}

function packageOf(
  finding: Loose,
  path: string | undefined,
): FindingDraft['package'] {
  const name = asText(at(finding, 'matchedDependency', 'name'));
  const fixed = asTexts(
    at(finding, 'closestSafeDependency', 'versionSpecifier'),
  );
  return name === undefined
    ? undefined
    : {
        ecosystem:
          (path && ecosystemOfFile(path)) ??
          asText(at(finding, 'advisory', 'ecosystem')),
        name,
        version: asText(at(finding, 'matchedDependency', 'versionSpecifier')),
        fixedVersions: fixed,
        fixState: fixed.length > 0 ? 'fixed' : 'unknown',
      };
}

/** A finding of the export; the repository is part of its target, since one export holds many. */
export function readSupplyChainFinding(
  finding: Loose,
): FindingDraft | undefined {
  const advisory = asObject(finding.advisory);
  const rule = asText(advisory?.ruleId);
  if (rule === undefined) {
    return undefined;
  }
  const urls = asTexts(at(advisory, 'references', 'urls'));
  const [id, ...aliases] = [
    ...asTexts(at(advisory, 'references', 'cveIds')),
    ...urls.flatMap(url => GHSA.exec(url.slice(0, 500)) ?? []),
  ];
  const place = asObject(finding.dependencyFileLocation);
  const path = asText(place?.path);
  return {
    kind: 'vulnerability',
    rule,
    title: asText(finding.title) ?? asText(advisory?.title),
    message: asText(advisory?.description),
    severity: rateWord(asText(advisory?.severity)),
    vulnerability: { id: id ?? rule, aliases },
    package: packageOf(finding, path),
    target: [asText(finding.repositoryName), path]
      .filter(part => part !== undefined)
      .join('/'),
    location: {
      path,
      line: asNumber(place?.startLine),
      endLine: asNumber(place?.endLine),
    },
    cwe: asTexts(at(advisory, 'references', 'cweIds')),
    references: urls,
    suppression: suppressionOf(asObject(finding.triage)),
  };
}
