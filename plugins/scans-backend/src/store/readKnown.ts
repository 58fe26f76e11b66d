import { setImmediate as nextTurn } from 'node:timers/promises';
import { Knex } from 'knex';
import { KnownFinding } from '../domain/planScan';
import { Gone } from '../domain/records';

/** What is known of an entity before a scan, as its plan needs it. */
export async function readKnown(
  tx: Knex,
  scan: { entityRef: string; scopeId: string },
): Promise<KnownFinding[]> {
  const sightings = new Map<
    string,
    { own?: Gone; isSeen: boolean; areAllProven: boolean }
  >();
  const seen = await tx('scan_sightings')
    .join('scan_scopes', 'scan_scopes.id', 'scan_sightings.scope_id')
    .where('scan_scopes.entity_ref', scan.entityRef)
    .select(
      'scan_sightings.scope_id',
      'scan_sightings.finding_id',
      'scan_sightings.gone',
    );
  for (const { scope_id, finding_id, gone } of seen) {
    const known = sightings.get(finding_id) ?? {
      isSeen: false,
      areAllProven: true,
    };
    if (scope_id === scan.scopeId) {
      known.own = gone;
    } else {
      known.isSeen ||= gone === 'no';
      known.areAllProven &&= gone === 'proven';
    }
    sightings.set(finding_id, known);
  }
  const rows = await tx('scan_findings')
    .where({ entity_ref: scan.entityRef })
    .select(
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
    );
  await nextTurn();
  return rows.map(row => {
    const { own, isSeen, areAllProven } = sightings.get(row.id) ?? {
      isSeen: false,
      areAllProven: true,
    };
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
      sighting: own,
      elsewhere: { isSeen, areAllProven },
    };
  });
}
