import { Knex } from 'knex';
import { FindingRecord } from '../domain/records';
import { shownState } from '../domain/shownState';

/** Writes down what is shown of findings, of detection and decision as of now. */
export async function showAgain(
  tx: Knex,
  ids: readonly string[],
  now: string,
): Promise<void> {
  const rows = await tx('scan_findings')
    .whereIn('id', ids)
    .select(
      'id',
      'detection',
      'tool_suppressed',
      'decision_id',
      'decision_expires_at',
      'shown',
    );
  const changed = new Map<FindingRecord['shown'], string[]>();
  for (const row of rows) {
    const shown = shownState({
      detection: row.detection,
      isToolSuppressed: Boolean(row.tool_suppressed),
      hasDecision: row.decision_id !== null,
      decisionExpiresAt: row.decision_expires_at ?? undefined,
      now,
    });
    if (shown !== row.shown) {
      changed.set(shown, [...(changed.get(shown) ?? []), row.id]);
    }
  }
  for (const [shown, some] of changed) {
    await tx('scan_findings').whereIn('id', some).update({ shown });
  }
}
