import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type {
  DecisionMatcher,
  DecisionRequest,
  ScanSeverity,
} from '@plumbline/backstage-plugin-scans-common';
import {
  canonicalVulnerability,
  storableText,
  withoutVersion,
} from '@plumbline/backstage-plugin-scans-formats';
import { DecisionPolicy, Reach, latestEnd } from '../domain/decisions';

const MAX_REASON = 2000;

/** Text that is compared with texts of reports: what is never stored in one matches nothing. */
function comparable(name: string, value: string): string {
  if (storableText(value, value.length + 1) !== value) {
    throw new InputError(
      `The ${name} has characters that no report keeps: copy it from a finding`,
    );
  }
  return value;
}

/** What a decision is about, in the words that findings are stored in. */
export function comparableMatcher(matcher: DecisionMatcher): DecisionMatcher {
  switch (matcher.about) {
    case 'finding':
      return matcher;
    case 'rule':
      return { ...matcher, rule: comparable('rule', matcher.rule) };
    default:
      return {
        ...matcher,
        vulnerability: canonicalVulnerability(
          comparable('vulnerability', matcher.vulnerability),
          [],
        ).id,
        package:
          matcher.package &&
          withoutVersion(comparable('package', matcher.package)),
        version: matcher.version && comparable('version', matcher.version),
      };
  }
}

/** How far a matcher reaches that is not about one finding. */
export function reachOf(within: string | undefined): Reach {
  if (within === undefined) {
    return 'all';
  }
  const { kind } = parseEntityRef(within);
  return kind === 'system' || kind === 'domain' ? kind : 'entity';
}

/** When a decision ends, as far as the policy lets it hold for what it is about. */
export function endOf(
  { status, expiresAt }: DecisionRequest,
  options: {
    severities: readonly ScanSeverity[];
    policy: DecisionPolicy;
    now: string;
  },
): string | undefined {
  const { severities, policy, now } = options;
  const end =
    expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
  if (end !== undefined && end <= now) {
    throw new InputError('The end of a decision must lie in the future');
  }
  const [severity] = severities;
  const latest =
    severity && latestEnd(status, severity, { since: now, policy });
  if (latest !== undefined && (end === undefined || end > latest)) {
    throw new InputError(
      `A ${severity} finding needs an end within ${policy.maxDays[severity]} days`,
    );
  }
  return end;
}

/** Why, as it may be stored; refused where the policy wants to know more. */
export function reasonOf(
  { status, justification, reason }: DecisionRequest,
  policy: DecisionPolicy,
): string {
  if (
    status === 'not-affected' &&
    justification === undefined &&
    policy.isJustificationRequired
  ) {
    throw new InputError(
      'A decision that something is not affected needs a justification',
    );
  }
  return storableText(reason, MAX_REASON);
}
