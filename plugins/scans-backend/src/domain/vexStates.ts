import type { Decision } from '@plumbline/backstage-plugin-scans-common';

/** Words of CycloneDX about whether a vulnerability matters. */
export interface VexAnalysis {
  state: string;
  justification?: string;
  response?: string[];
  detail?: string;
}

/**
 * What a state decides; a state that says that something is to be done decides
 * nothing, and ends what an earlier document decided.
 *
 * @see https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state
 */
export const STATUS_BY_STATE: ReadonlyMap<string, Decision['status']> = new Map(
  [
    ['not_affected', 'not-affected'],
    ['false_positive', 'false-positive'],
    ['resolved', 'mitigated'],
    ['resolved_with_pedigree', 'mitigated'],
  ],
);

/** States that are known and decide nothing. */
export const OPEN_STATES: ReadonlySet<string> = new Set([
  'exploitable',
  'in_triage',
]);

/** A decision in the words of CycloneDX. */
export function toAnalysis(
  decision: Pick<Decision, 'status' | 'justification' | 'reason'>,
): VexAnalysis {
  const { status, justification, reason: detail } = decision;
  switch (status) {
    case 'not-affected':
      return { state: 'not_affected', justification, detail };
    case 'false-positive':
      return { state: 'false_positive', detail };
    case 'mitigated':
      return {
        state: 'not_affected',
        justification: justification ?? 'protected_by_mitigating_control',
        detail,
      };
    default:
      // An accepted risk stays one
      return { state: 'exploitable', response: ['will_not_fix'], detail };
  }
}
