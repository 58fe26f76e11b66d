import {
  DecisionMatcher,
  DecisionRequest,
  ScanFinding,
} from '@plumbline/backstage-plugin-scans-common';
import { withoutVersion } from '../Findings/withoutVersion';

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
/**
 * A risk is looked at again after a month or a quarter: what the backend allows
 * unless it is configured otherwise, less the rest of the last day.
 */
const USUAL_DAYS = { critical: 29, other: 89 };

/** A last day that a policy will mostly allow; none for what is false or not affected. */
export function suggestLastDay(options: {
  status: DecisionForm['status'];
  severity: ScanFinding['severity'];
  now: number;
}): string {
  const { status, severity, now } = options;
  if (status === 'false-positive' || status === 'not-affected') {
    return '';
  }
  const days = severity === 'critical' ? USUAL_DAYS.critical : USUAL_DAYS.other;
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
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
  finding: ScanFinding;
  form: DecisionForm;
  /** The system of the entity, where it has one. */
  systemRef?: string;
  now: number;
}): { request: DecisionRequest } | { problem: string } {
  const { finding, form, systemRef, now } = options;
  const reason = form.reason.trim();
  if (form.status === 'not-affected' && form.justification === '') {
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
