import { setImmediate as nextTurn } from 'node:timers/promises';
import { Knex } from 'knex';
import { KnownFinding } from '../domain/planScan';
import { Gone } from '../domain/records';

/** Rows that are read at a time, so that a large entity holds nobody up. */
const PAGE = 2000;

/** What the scopes of an entity say about one of its findings. */
interface Sighting {
  own?: Gone;
  elsewhere: KnownFinding['elsewhere'];
}

/** One for all that no other scope saw: an entity has a hundred thousand of them. */
const NOWHERE = Object.freeze({ isSeen: false, areAllProven: true });

/** What the scopes say about the findings of a page. */
async function sightingsOf(
  tx: Knex,
  page: { scopeId: string; scopeIds: string[]; ids: string[] },
): Promise<Map<string, Sighting>> {
  const { scopeId, scopeIds, ids } = page;
  const sightings = new Map<string, Sighting>();
  const rows: any[] = await tx('scan_sightings')
    .whereIn('scope_id', scopeIds)
    // Nothing else of the entity lies between them
    .whereBetween('finding_id', [ids[0], ids.at(-1)!])
    .select('finding_id', 'scope_id', 'gone');
  for (const { finding_id, scope_id, gone } of rows) {
    const { own, elsewhere } = sightings.get(finding_id) ?? {
      elsewhere: NOWHERE,
    };
    sightings.set(
      finding_id,
      scope_id === scopeId
        ? { own: gone, elsewhere }
        : {
            own,
            elsewhere: {
              isSeen: elsewhere.isSeen || gone === 'no',
              areAllProven: elsewhere.areAllProven && gone === 'proven',
            },
          },
    );
  }
  return sightings;
}

const COLUMNS = [
  'id',
  'identity',
  'group_key',
  'kind',
  'rule',
  'fingerprint',
  'snippet',
  'is_secret_hidden',
  'path',
  'line',
  'content_hash',
  'content_scope_id',
  'detection',
];

function toKnown(row: any, sighting: Sighting | undefined): KnownFinding {
  return {
    id: row.id,
    identity: row.identity,
    group: row.group_key,
    kind: row.kind,
    rule: row.rule,
    evidence: {
      fingerprint: row.fingerprint ?? undefined,
      snippet: row.snippet ?? undefined,
      isSecretHidden: Boolean(row.is_secret_hidden) || undefined,
    },
    location:
      row.path === null
        ? undefined
        : { path: row.path, line: row.line ?? undefined },
    contentHash: row.content_hash,
    contentScopeId: row.content_scope_id,
    detection: row.detection,
    sighting: sighting?.own,
    elsewhere: sighting?.elsewhere ?? NOWHERE,
  };
}

/** What is known of an entity before a scan, as its plan needs it. */
export async function readKnown(
  tx: Knex,
  scan: { entityRef: string; scopeId: string },
): Promise<KnownFinding[]> {
  const { scopeId } = scan;
  const scopeIds: string[] = await tx('scan_scopes')
    .where({ entity_ref: scan.entityRef })
    .pluck('id');
  const known: KnownFinding[] = [];
  for (let after = ''; ;) {
    const rows: any[] = await tx('scan_findings')
      .where({ entity_ref: scan.entityRef })
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select(COLUMNS);
    if (rows.length > 0) {
      const ids = rows.map(({ id }) => id as string);
      const sightings = await sightingsOf(tx, { scopeId, scopeIds, ids });
      rows.forEach(row => known.push(toKnown(row, sightings.get(row.id))));
      after = ids.at(-1)!;
    }
    if (rows.length < PAGE) {
      return known;
    }
    await nextTurn();
  }
}
