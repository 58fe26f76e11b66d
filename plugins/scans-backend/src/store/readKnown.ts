import { setImmediate as nextTurn } from 'node:timers/promises';
import { Knex } from 'knex';
import { KnownFinding } from '../domain/planScan';
import { Gone } from '../domain/records';

/** Rows that are read at a time, so that a large entity holds nobody up. */
const PAGE = 5000;

/** Rows in the order of a column that is unique among them. */
async function* pagesOf(
  column: string,
  select: () => Knex.QueryBuilder,
): AsyncIterable<any> {
  let after: string | undefined;
  for (;;) {
    const query = select().orderBy(column).limit(PAGE);
    const rows: any[] = await (after === undefined
      ? query
      : query.where(column, '>', after));
    yield* rows;
    if (rows.length < PAGE) {
      return;
    }
    after = rows.at(-1)[column];
    await nextTurn();
  }
}

/** What is known of an entity before a scan, as its plan needs it. */
export async function readKnown(
  tx: Knex,
  scan: { entityRef: string; scopeId: string },
): Promise<KnownFinding[]> {
  const sightings = new Map<
    string,
    { own?: Gone; isSeen: boolean; areAllProven: boolean }
  >();
  const scopes = await tx('scan_scopes')
    .where({ entity_ref: scan.entityRef })
    .pluck('id');
  for (const scope_id of scopes) {
    for await (const { finding_id, gone } of pagesOf('finding_id', () =>
      tx('scan_sightings').where({ scope_id }).select('finding_id', 'gone'),
    )) {
      const sighting = sightings.get(finding_id) ?? {
        isSeen: false,
        areAllProven: true,
      };
      if (scope_id === scan.scopeId) {
        sighting.own = gone;
      } else {
        sighting.isSeen ||= gone === 'no';
        sighting.areAllProven &&= gone === 'proven';
      }
      sightings.set(finding_id, sighting);
    }
  }
  const known: KnownFinding[] = [];
  for await (const row of pagesOf('id', () =>
    tx('scan_findings')
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
      ),
  )) {
    const { own, isSeen, areAllProven } = sightings.get(row.id) ?? {
      isSeen: false,
      areAllProven: true,
    };
    known.push({
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
    });
  }
  return known;
}
