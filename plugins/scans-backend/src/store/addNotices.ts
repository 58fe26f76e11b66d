import { Knex } from 'knex';
import { isOpenAt } from './countEntity';
import { inParts } from './inParts';

/** Why owners are told: it is new, it is overdue, or what was decided lapsed. */
export type NoticeReason = 'new' | 'overdue' | 'lapsed';

/** Counts what the owners of an entity are to be told about a severity. */
export async function addNotices(
  tx: Knex,
  counts: readonly { entityRef: string; severity: string; amount: number }[],
  options: { reason: NoticeReason; now: string },
): Promise<void> {
  const column = `count_${options.reason}`;
  for (const { entityRef, severity, amount } of counts) {
    await tx('scan_notices')
      .insert({
        entity_ref: entityRef,
        severity,
        [column]: amount,
        created_at: options.now,
      })
      .onConflict(['entity_ref', 'severity'])
      .merge({
        [column]: tx.raw('?? + ?', [`scan_notices.${column}`, amount]),
      });
  }
}

/** Counts those of the findings that are open. */
export async function addNoticesOfOpen(
  tx: Knex,
  ids: readonly string[],
  options: { reason: NoticeReason; now: string },
): Promise<void> {
  for (const part of inParts(ids)) {
    const rows = await tx('scan_findings')
      .whereIn('id', part)
      .modify(isOpenAt, options.now)
      .groupBy('entity_ref', 'severity')
      .orderBy(['entity_ref', 'severity'])
      .select('entity_ref', 'severity')
      .count({ amount: '*' });
    await addNotices(
      tx,
      rows.map((row: any) => ({
        entityRef: row.entity_ref,
        severity: row.severity,
        amount: Number(row.amount),
      })),
      options,
    );
  }
}
