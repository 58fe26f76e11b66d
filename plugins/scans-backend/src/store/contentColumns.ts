import {
  Finding,
  SEVERITIES,
  withoutVersion,
} from '@plumbline/backstage-plugin-scans-formats';

const none = (value: string | undefined) => value ?? null;

/** Columns that say what a finding is. */
export function contentColumns(content: Finding, contentHash: string) {
  return {
    identity: content.identity,
    group_key: content.group,
    kind: content.kind,
    rule: content.rule,
    title: content.title,
    severity: content.severity,
    severity_rank: SEVERITIES.indexOf(content.severity),
    vulnerability: none(content.vulnerability?.id),
    package_key: none(packageKey(content)),
    fingerprint: none(content.evidence.fingerprint),
    snippet: none(content.evidence.snippet),
    is_secret_hidden: content.evidence.isSecretHidden ?? false,
    path: none(content.location?.path ?? content.location?.resource),
    line: content.location?.line ?? null,
    is_fixable: (content.package?.fixedVersions.length ?? 0) > 0,
    is_exploited: content.isExploited ?? false,
    tool_suppressed: content.suppressed,
    content_hash: contentHash,
    content: JSON.stringify(content),
  };
}

/** A package without its version, in the words that every scanner's are compared in. */
export function packageKey({ package: found }: Finding): string | undefined {
  return found && withoutVersion(found.purl ?? found.name);
}
