import { Loose, asText, objectsIn } from '../../read/loose';
import { Suppression } from '../../report/Finding';

const PENDING = new Set(['rejected', 'underreview']);

/**
 * Why a result is suppressed: it has suppressions, and none of them is rejected
 * or under review (SARIF 2.1.0, 3.27.23). An empty list says that it is not.
 */
export function suppressionOf(result: Loose): Suppression | undefined {
  if (!Array.isArray(result.suppressions) || result.suppressions.length === 0) {
    return undefined;
  }
  const suppressions = objectsIn(result.suppressions);
  // Drafts of 2.1.0 call the status state
  const statuses = suppressions.map(({ status, state }) =>
    (asText(status) ?? asText(state) ?? 'accepted').toLowerCase(),
  );
  if (
    suppressions.length === 0 ||
    statuses.some(status => PENDING.has(status))
  ) {
    return undefined;
  }
  return {
    reason:
      suppressions
        .flatMap(({ justification }) => asText(justification) ?? [])
        .join('; ') || undefined,
  };
}
