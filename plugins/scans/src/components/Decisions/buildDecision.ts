import {
  DecisionMatcher,
  DecisionRequest,
  ScanFinding,
  ScanFindingDetail,
} from '@plumbline/backstage-plugin-scans-common';
import { withoutVersion } from '../Findings/withoutVersion';

/** What is demanded of decisions about a finding. */
export type DecisionPolicy = ScanFindingDetail['policy'];

/** What a decision is to hold for, from narrow to wide. */
export type Reach = 'finding' | 'entity' | 'system' | 'everywhere';

/** The fields of the form as they stand. */
export interface DecisionForm {
  reach: Reach;
  status: DecisionRequest['status'];
  justification: NonNullable<DecisionRequest['justification']> | '';
  reason: string;
  /** Last day on which it holds, such as `2026-12-31`; empty for no end. */
  lastDay: string;
}

const SHORTEST_REASON = 3;

const DAY_MS = 86_400_000;
/** Where no policy says when, a risk is looked at again after a quarter. */
const USUAL_DAYS = 90;

/** Whether a decision leaves a risk where it is, so that a policy may limit it. */
const isRisk = (status: DecisionForm['status']) =>
  status === 'risk-accepted' || status === 'mitigated';

/** The day after so many. */
const dayAfter = (now: number, days: number) =>
  new Date(now + days * DAY_MS).toISOString().slice(0, 10);

/** The last day that the policy allows; undefined when it allows any, and no end. */
export function latestDay(options: {
  status: DecisionForm['status'];
  policy: DecisionPolicy;
  now: number;
}): string | undefined {
  const { status, policy, now } = options;
  return isRisk(status) && policy.maxDays !== undefined
    ? dayAfter(now, policy.maxDays)
    : undefined;
}

/** The last day that the form begins with: what the policy allows, a quarter otherwise; none for what is false or not affected. */
export function suggestLastDay(options: {
  status: DecisionForm['status'];
  policy: DecisionPolicy;
  now: number;
}): string {
  if (!isRisk(options.status)) {
    return '';
  }
  return latestDay(options) ?? dayAfter(options.now, USUAL_DAYS);
}

function buildMatcher(options: {
  finding: ScanFinding;
  reach: Reach;
  systemRef?: string;
}): DecisionMatcher {
  const { finding, reach, systemRef } = options;
  if (reach === 'finding') {
    return { about: 'finding', findingId: finding.id };
  }
  const places = {
    entity: finding.entityRef,
    system: systemRef,
    everywhere: undefined,
  };
  const within = places[reach];
  const { vulnerability, package: found } = finding;
  return vulnerability
    ? {
        about: 'vulnerability',
        vulnerability: vulnerability.id,
        package:
          found && (found.purl ? withoutVersion(found.purl) : found.name),
        within,
      }
    : { about: 'rule', rule: finding.rule, within };
}

/** What the form asks for, or what is missing in it. */
export function buildDecision(options: {
  finding: ScanFindingDetail;
  form: DecisionForm;
  /** The system of the entity, where it has one. */
  systemRef?: string;
  now: number;
}): { request: DecisionRequest } | { problem: string } {
  const { finding, form, systemRef, now } = options;
  const reason = form.reason.trim();
  if (
    form.status === 'not-affected' &&
    form.justification === '' &&
    finding.policy.isJustificationRequired
  ) {
    return { problem: 'Say why it is not affected: choose a justification.' };
  }
  if (reason.length < SHORTEST_REASON) {
    return {
      problem: 'Say why, in a few words: the reason is shown to others.',
    };
  }
  const end = form.lastDay
    ? Date.parse(`${form.lastDay}T23:59:59Z`)
    : undefined;
  if (end !== undefined && !(end > now)) {
    return { problem: 'The last day must be today or later.' };
  }
  const latest = latestDay({
    status: form.status,
    policy: finding.policy,
    now,
  });
  if (latest !== undefined && (!form.lastDay || form.lastDay > latest)) {
    return {
      problem: `A ${finding.severity} finding may stay for ${finding.policy.maxDays} days at most: choose ${latest} or an earlier day.`,
    };
  }
  return {
    request: {
      matcher: buildMatcher({ finding, reach: form.reach, systemRef }),
      status: form.status,
      justification:
        form.status === 'not-affected' && form.justification !== ''
          ? form.justification
          : undefined,
      reason,
      expiresAt: end === undefined ? undefined : new Date(end).toISOString(),
    },
  };
}
