import type { FindingState } from '@plumbline/backstage-plugin-scans-common';
import { Detection } from './records';

/**
 * What is shown: detection comes first, so that what is fixed is fixed whatever
 * was decided; a decision holds until it expires, also when no task said so.
 */
export function shownState(options: {
  detection: Detection;
  isToolSuppressed: boolean;
  hasDecision: boolean;
  decisionExpiresAt?: string;
  now: string;
}): FindingState {
  const { detection, isToolSuppressed, hasDecision, decisionExpiresAt, now } =
    options;
  if (detection !== 'open') {
    return detection;
  }
  const holds =
    hasDecision && (decisionExpiresAt === undefined || decisionExpiresAt > now);
  return holds || isToolSuppressed ? 'decided' : 'open';
}
