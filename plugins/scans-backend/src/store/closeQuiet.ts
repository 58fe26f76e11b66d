import { Knex } from 'knex';
import { countEntity } from './countEntity';
import { inParts } from './inParts';
import { logForAll } from './logEvents';
import { showAgain } from './showAgain';

/**
 * Takes what happened no more since a time as fixed: no report says of events
 * that they are over. Answers how many there were.
 */
export async function closeQuiet(
  knex: Knex,
  options: { since: string; now: string; note: string },
): Promise<number> {
  const { since, now, note } = options;
  const quiet = (query: Knex.QueryBuilder) =>
    query
      .where({ kind: 'runtime', detection: 'open' })
      .where('last_seen', '<', since);
  const entityRefs: string[] = await knex('scan_findings')
    .modify(quiet)
    .distinct()
    .pluck('entity_ref');
  let count = 0;
  for (const entityRef of entityRefs) {
    count += await knex.transaction(async tx => {
      // As who works a scan off: events that come meanwhile count after this
      await tx('scan_entities').where({ entity_ref: entityRef }).forUpdate();
      const ids: string[] = await tx('scan_findings')
        .where({ entity_ref: entityRef })
        .modify(quiet)
        .pluck('id');
      for (const part of inParts(ids)) {
        await tx('scan_sightings')
          .whereIn('finding_id', part)
          .update({ gone: 'proven', changed_at: now });
        await tx('scan_findings')
          .whereIn('id', part)
          .update({ detection: 'fixed', fixed_at: now });
        await showAgain(tx, part, now);
        await logForAll(tx, part, { at: now, action: 'fixed', note });
      }
      await countEntity(tx, entityRef, now);
      return ids.length;
    });
  }
  return count;
}
