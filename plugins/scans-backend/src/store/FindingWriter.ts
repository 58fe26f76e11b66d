import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ChunkedFinding,
  Finding,
} from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { SlaDays, dueDate } from '../domain/dueDate';
import {
  KnownFinding,
  ReportedFinding,
  ScanPlan,
  planScan,
} from '../domain/planScan';
import {
  FindingRecord,
  Gone,
  SEVERITY_ORDER,
  ScanChanges,
  ScanRecord,
} from '../domain/records';
import { shownState } from '../domain/shownState';
import { ScanStore } from './ScanStore';
import { countEntity } from './countEntity';

/** Rows of one statement; SQLite takes at most 32,766 values. */
const ROWS = 400;
const NO_DATE = '9999';

/** A finding of the report, and the chunk that holds the rest of it. */
type Indexed = ReportedFinding & { chunk: number; position: number };

/** A decision that a new finding falls under. */
export type DecideNew = (
  tx: Knex,
  findings: { id: string; content: Finding }[],
) => Promise<void>;

const none = (value: string | undefined) => value ?? null;

function inParts<T>(items: readonly T[], size = ROWS): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    parts.push(items.slice(start, start + size));
  }
  return parts;
}

function unpack(chunk: Buffer): ChunkedFinding[] {
  return JSON.parse(gunzipSync(chunk).toString('utf8'));
}

/** Columns that say what a finding is. */
export function contentColumns(content: Finding, contentHash: string) {
  return {
    identity: content.identity,
    group_key: content.group,
    kind: content.kind,
    rule: content.rule,
    title: content.title,
    severity: content.severity,
    severity_rank: SEVERITY_ORDER.indexOf(content.severity),
    vulnerability: none(content.vulnerability?.id),
    package_key: none(packageKey(content)),
    fingerprint: none(content.evidence.fingerprint),
    snippet: none(content.evidence.snippet),
    is_secret_hidden: content.evidence.isSecretHidden ?? false,
    path: none(content.location?.path ?? content.location?.resource),
    line: content.location?.line ?? null,
    is_fixable: (content.package?.fixedVersions.length ?? 0) > 0,
    is_exploited: content.isExploited ?? false,
    tool_suppressed: content.suppressed,
    content_hash: contentHash,
    content: JSON.stringify(content),
  };
}

/** A package without its version. */
export function packageKey({ package: found }: Finding): string | undefined {
  if (!found) {
    return undefined;
  }
  const purl = found.purl?.split(/[?#]/)[0] ?? found.name;
  const at = purl.lastIndexOf('@');
  return at > purl.lastIndexOf('/') ? purl.slice(0, at) : purl;
}

/** Writes what scans change, each in one transaction. */
export class FindingWriter {
  readonly #knex: Knex;
  readonly #scans: ScanStore;
  readonly #slaDays: SlaDays;
  readonly #decideNew: DecideNew;

  constructor(options: {
    knex: Knex;
    scans: ScanStore;
    slaDays: SlaDays;
    decideNew: DecideNew;
  }) {
    this.#knex = options.knex;
    this.#scans = options.scans;
    this.#slaDays = options.slaDays;
    this.#decideNew = options.decideNew;
  }

  /**
   * Works a scan off: all of what it changes or nothing, and once, whoever else
   * tries. Scans of one entity wait for each other.
   */
  async apply(scan: ScanRecord, now: string): Promise<ScanRecord['status']> {
    return this.#knex.transaction(async tx => {
      await tx('scan_entities')
        .where({ entity_ref: scan.entityRef })
        .forUpdate();
      const [row] = await tx('scan_scans').where({ id: scan.id });
      if (row?.status !== 'processing') {
        return row?.status;
      }
      const scope = await tx('scan_scopes').where({ id: scan.scopeId }).first();
      const end = async (
        status: ScanRecord['status'],
        changes?: ScanChanges,
      ) => {
        await tx('scan_scans')
          .where({ id: scan.id })
          .update({
            status,
            finished_at: now,
            changes: changes ? JSON.stringify(changes) : null,
            error: null,
            lease_owner: null,
          });
        await tx('scan_chunks').where({ scan_id: scan.id }).delete();
        return status;
      };
      const isOlder =
        scope.last_scanned_at !== null &&
        [scope.last_scanned_at, scope.last_key].join() >
          [scan.scannedAt, scan.scanKey].join();
      if (isOlder) {
        return end('superseded');
      }
      const { plan, unpackPart } = await this.#plan(tx, scan, scope);
      const closes = plan.isSuspicious ? [] : plan.gone;
      await this.#insert(tx, scan, plan.appeared, unpackPart);
      await this.#update(tx, scan, plan, unpackPart, now);
      await this.#close(tx, scan, closes, now);
      await tx('scan_scopes')
        .where({ id: scan.scopeId })
        .update({
          last_scan_id: scan.id,
          last_scanned_at: scan.scannedAt,
          last_key: scan.scanKey,
          held_scan_id: plan.isSuspicious ? scan.id : null,
          is_retired: false,
        });
      await countEntity(tx, scan.entityRef, now);
      const fixed = closes.filter(({ detection }) => detection === 'fixed');
      return end(plan.isSuspicious ? 'held' : 'done', {
        new: plan.appeared.length,
        unchanged: plan.unchanged,
        fixed: fixed.length,
        reopened: plan.reopened.length,
        notObserved: plan.notObserved + plan.gone.length - fixed.length,
      });
    });
  }

  async #plan(tx: Knex, scan: ScanRecord, scope: any) {
    const reported: Indexed[] = [];
    let chunk = 0;
    for await (const payload of this.#scans.readChunks(scan.id, tx)) {
      unpack(payload).forEach(({ finding, contentHash }, position) => {
        const { identity, group, kind, evidence, location, rule } = finding;
        reported.push({
          identity,
          group,
          kind,
          evidence,
          location,
          rule,
          contentHash,
          chunk,
          position,
        });
      });
      chunk += 1;
      await nextTurn();
    }
    const plan = planScan({
      scopeId: scan.scopeId,
      known: await this.#known(tx, scan),
      reported,
      coverage:
        scan.head.outcome === 'not-run'
          ? { ...scan.head.coverage, isComplete: false }
          : scan.head.coverage,
      isPartial: scan.head.isPartial,
      wasHeld: scope.held_scan_id !== null,
    });
    // Of a large report one chunk is held at a time
    let open: { number: number; findings: ChunkedFinding[] } | undefined;
    const unpackOne = async ({ chunk: number, position }: Indexed) => {
      if (open?.number !== number) {
        const row = await tx('scan_chunks')
          .where({ scan_id: scan.id, number })
          .first('payload');
        open = { number, findings: unpack(row.payload) };
      }
      return open.findings[position].finding;
    };
    const unpackPart = async <T>(
      items: readonly T[],
      findingOf: (item: T) => Indexed,
      write: (part: { item: T; content: Finding }[]) => Promise<unknown>,
    ) => {
      const sorted = [...items].sort(
        (a, b) => findingOf(a).chunk - findingOf(b).chunk,
      );
      for (const part of inParts(sorted)) {
        const contents: { item: T; content: Finding }[] = [];
        for (const item of part) {
          contents.push({ item, content: await unpackOne(findingOf(item)) });
        }
        await write(contents);
        await nextTurn();
      }
    };
    return { plan, unpackPart };
  }

  /** What is known of the entity, as the plan needs it. */
  async #known(tx: Knex, scan: ScanRecord): Promise<KnownFinding[]> {
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

  async #insert(
    tx: Knex,
    scan: ScanRecord,
    appeared: readonly Indexed[],
    unpackPart: UnpackPart,
  ): Promise<void> {
    await unpackPart(
      appeared,
      one => one,
      async part => {
        const rows = part.map(({ item, content }) => ({
          id: randomUUID(),
          entity_ref: scan.entityRef,
          ...contentColumns(content, item.contentHash),
          content_scope_id: scan.scopeId,
          detection: 'open',
          shown: content.suppressed ? 'decided' : 'open',
          first_seen: scan.scannedAt,
          last_seen: scan.scannedAt,
          due_at:
            dueDate(content.severity, scan.scannedAt, this.#slaDays) ?? NO_DATE,
        }));
        await tx('scan_findings').insert(rows);
        await tx('scan_sightings').insert(
          rows.map(({ id }) => ({
            scope_id: scan.scopeId,
            finding_id: id,
            gone: 'no',
            changed_at: scan.scannedAt,
          })),
        );
        await this.#log(
          tx,
          rows.map(({ id }) => id),
          { at: scan.scannedAt, action: 'appeared', scanId: scan.id },
        );
        await this.#decideNew(
          tx,
          part.map(({ content }, index) => ({ id: rows[index].id, content })),
        );
      },
    );
  }

  async #update(
    tx: Knex,
    scan: ScanRecord,
    plan: ScanPlan<Indexed>,
    unpackPart: UnpackPart,
    now: string,
  ): Promise<void> {
    await unpackPart(
      plan.updated,
      ({ reported }) => reported,
      async part => {
        for (const { item, content } of part) {
          await this.#rewrite(tx, scan, item, content);
        }
      },
    );
    for (const part of inParts(plan.sighted)) {
      await tx('scan_sightings')
        .insert(
          part.map(({ known }) => ({
            scope_id: scan.scopeId,
            finding_id: known.id,
            gone: 'no',
            changed_at: scan.scannedAt,
          })),
        )
        .onConflict(['scope_id', 'finding_id'])
        .merge();
    }
    for (const part of inParts(plan.reopened)) {
      const ids = part.map(({ known }) => known.id);
      await tx('scan_findings')
        .whereIn('id', ids)
        .update({
          detection: 'open',
          fixed_at: null,
          last_seen: scan.scannedAt,
          reopened_count: tx.raw('reopened_count + 1'),
        });
      await this.#show(tx, ids, now);
      await this.#log(tx, ids, {
        at: scan.scannedAt,
        action: 'reopened',
        scanId: scan.id,
      });
    }
  }

  /** New words about a finding; who decides about it, and since when, stays. */
  async #rewrite(
    tx: Knex,
    scan: ScanRecord,
    { known, reported, hasMoved }: ScanPlan<Indexed>['updated'][number],
    content: Finding,
  ): Promise<void> {
    const taken =
      hasMoved &&
      (await tx('scan_findings')
        .where({ entity_ref: scan.entityRef, identity: content.identity })
        .first('id'));
    const columns = contentColumns(content, reported.contentHash);
    const before = await tx('scan_findings')
      .where({ id: known.id })
      .first('severity', 'first_seen', 'path', 'line');
    await tx('scan_findings')
      .where({ id: known.id })
      .update({
        ...columns,
        // Another finding had that identity: this one keeps its own
        ...(taken ? { identity: known.identity } : {}),
        content_scope_id: scan.scopeId,
        last_seen: scan.scannedAt,
        ...(before.severity === content.severity
          ? {}
          : {
              due_at:
                dueDate(content.severity, before.first_seen, this.#slaDays) ??
                NO_DATE,
            }),
      });
    await this.#show(tx, [known.id], scan.scannedAt);
    if (before.severity !== content.severity) {
      await this.#log(tx, [known.id], {
        at: scan.scannedAt,
        action: 'severity-changed',
        from: before.severity,
        to: content.severity,
        scanId: scan.id,
      });
    }
    if (hasMoved) {
      await this.#log(tx, [known.id], {
        at: scan.scannedAt,
        action: 'moved',
        from: placeText(before.path, before.line),
        to: placeText(columns.path, columns.line),
        scanId: scan.id,
      });
    }
  }

  async #close(
    tx: Knex,
    scan: ScanRecord,
    gone: ScanPlan<Indexed>['gone'],
    now: string,
  ): Promise<void> {
    for (const part of inParts(gone)) {
      for (const proof of ['proven', 'unproven'] as const) {
        const ids = part
          .filter(one => one.proof === proof)
          .map(({ known }) => known.id);
        if (ids.length > 0) {
          await tx('scan_sightings')
            .where({ scope_id: scan.scopeId })
            .whereIn('finding_id', ids)
            .update({ gone: proof, changed_at: scan.scannedAt });
        }
      }
      for (const detection of ['open', 'fixed', 'not-observed'] as const) {
        const ids = part
          .filter(one => one.detection === detection)
          .map(({ known }) => known.id);
        if (ids.length === 0) {
          continue;
        }
        await tx('scan_findings')
          .whereIn('id', ids)
          .update({
            detection,
            fixed_at: detection === 'fixed' ? scan.scannedAt : null,
          });
        await this.#show(tx, ids, now);
        await this.#log(tx, ids, {
          at: scan.scannedAt,
          action: detection === 'fixed' ? 'fixed' : 'gone',
          scanId: scan.id,
        });
      }
    }
  }

  /** Writes down what is shown of findings, after something about them changed. */
  async #show(tx: Knex, ids: readonly string[], now: string): Promise<void> {
    await showAgain(tx, ids, now);
  }

  async #log(
    tx: Knex,
    ids: readonly string[],
    event: {
      at: string;
      action: string;
      from?: string;
      to?: string;
      scanId?: string;
    },
  ): Promise<void> {
    const { at, action, ...detail } = event;
    await tx('scan_events').insert(
      ids.map(finding_id => ({
        finding_id,
        at,
        action,
        detail: JSON.stringify(detail),
      })),
    );
  }
}

type UnpackPart = <T>(
  items: readonly T[],
  findingOf: (item: T) => Indexed,
  write: (part: { item: T; content: Finding }[]) => Promise<unknown>,
) => Promise<void>;

function placeText(path: string | null, line: number | null): string {
  return line === null ? (path ?? '') : `${path}:${line}`;
}

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
