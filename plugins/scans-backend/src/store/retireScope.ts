import { Knex } from 'knex';
import { countEntity } from './countEntity';
import { inParts } from './inParts';
import { logForAll } from './logEvents';
import { showAgain } from './showAgain';

/** Expects a scope to be scanned no longer: what it saw is gone, and nobody can say that it was fixed. */
export async function retireScope(
  knex: Knex,
  options: { scopeId: string; entityRef: string; now: string },
): Promise<void> {
  const { scopeId, entityRef, now } = options;
  await knex.transaction(async tx => {
    await tx('scan_entities').where({ entity_ref: entityRef }).forUpdate();
    const seen: string[] = await tx('scan_sightings')
      .where({ scope_id: scopeId, gone: 'no' })
      .pluck('finding_id');
    for (const part of inParts(seen)) {
      await tx('scan_sightings')
        .where({ scope_id: scopeId })
        .whereIn('finding_id', part)
        .update({ gone: 'unproven', changed_at: now });
      const elsewhere: string[] = await tx('scan_sightings')
        .whereIn('finding_id', part)
        .where({ gone: 'no' })
        .distinct()
        .pluck('finding_id');
      const gone = part.filter(id => !elsewhere.includes(id));
      await tx('scan_findings')
        .whereIn('id', gone)
        .update({ detection: 'not-observed' });
      await showAgain(tx, gone, now);
      await logForAll(tx, gone, { at: now, action: 'gone' });
    }
    await tx('scan_scopes').where({ id: scopeId }).update({ is_retired: true });
    await countEntity(tx, entityRef, now);
  });
}
