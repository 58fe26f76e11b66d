import type {
  FindingEvent,
  ScanFindingKind,
  ScanSeverity,
  FindingState,
} from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { FindingRecord } from '../domain/records';
import { FixableFinding } from '../domain/upgrades';
import { isDecisionExpiredAt, isOpenAt } from './countEntity';

const NO_DATE = '9999';
/** More are not counted. */
export const MAX_COUNTED = 10_000;
const MAX_EVENTS = 200;
const MAX_FIXABLE = 5000;

/** Which findings to list. */
export interface FindingFilter {
  entityRefs: readonly string[];
  state: FindingState;
  severities?: readonly ScanSeverity[];
  kinds?: readonly ScanFindingKind[];
  tools?: readonly string[];
  isOverdue?: boolean;
  isFixable?: boolean;
  isExploited?: boolean;
  since?: string;
  packageKey?: string;
  vulnerability?: string;
  text?: string;
  now: string;
}

/** Who sees a finding; `lastSeen` is absent when nobody does any more. */
export interface SeenBy {
  tools: string[];
  lastSeen?: string;
}

/** Where a page begins: after this one. */
export interface FindingCursor {
  severityRank: number;
  dueAt: string;
  id: string;
}

function toRecord(row: any): FindingRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    content: JSON.parse(row.content),
    detection: row.detection,
    isToolSuppressed: Boolean(row.tool_suppressed),
    decisionId: row.decision_id ?? undefined,
    decisionStatus: row.decision_status ?? undefined,
    decisionExpiresAt: row.decision_expires_at ?? undefined,
    shown: row.shown,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    fixedAt: row.fixed_at ?? undefined,
    dueAt: row.due_at === NO_DATE ? undefined : row.due_at,
    reopenedCount: row.reopened_count,
  };
}

/** Reads findings. */
export class FindingReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A page, the worst first and then what is due first. */
  async list(
    filter: FindingFilter,
    page: { after?: FindingCursor; limit: number },
  ): Promise<{ items: FindingRecord[]; next?: FindingCursor }> {
    const { after, limit } = page;
    const order = ['severity_rank', 'due_at', 'id'];
    // The index holds what is sorted by; a finding is fetched when it is known to be on the page
    const candidates = this.#matching(filter).map(query =>
      query
        .modify(later => {
          if (after) {
            later.whereRaw('(severity_rank, due_at, id) > (?, ?, ?)', [
              after.severityRank,
              after.dueAt,
              after.id,
            ]);
          }
        })
        .orderBy(order)
        .limit(limit + 1)
        .select(order)
        .as('candidates'),
    );
    const rows = await this.#knex('scan_findings')
      .whereIn(
        'id',
        this.#knex.unionAll(
          candidates.map(query => this.#knex.from(query).select('id')),
        ),
      )
      .orderBy(order)
      .limit(limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(toRecord),
      next:
        rows.length > limit
          ? {
              severityRank: last.severity_rank,
              dueAt: last.due_at,
              id: last.id,
            }
          : undefined,
    };
  }

  /** How many match; no more than 10,000 are counted. */
  async count(filter: FindingFilter): Promise<number> {
    const amounts = await Promise.all(
      this.#matching(filter).map(async query => {
        const bounded = query
          .select('id')
          .limit(MAX_COUNTED + 1)
          .as('bounded');
        const [{ amount }] = await this.#knex
          .from(bounded)
          .count({ amount: '*' });
        return Number(amount);
      }),
    );
    return amounts.reduce((sum, amount) => sum + amount, 0);
  }

  async get(id: string): Promise<FindingRecord | undefined> {
    const row = await this.#knex('scan_findings').where({ id }).first();
    return row && toRecord(row);
  }

  async getMany(ids: readonly string[]): Promise<Map<string, FindingRecord>> {
    const rows = await this.#knex('scan_findings').whereIn('id', ids);
    return new Map(rows.map(row => [row.id, toRecord(row)]));
  }

  /** The tools that see each finding or saw it, and when the last that sees it looked. */
  async listSeenBy(ids: readonly string[]): Promise<Map<string, SeenBy>> {
    const rows = await this.#knex('scan_sightings')
      .join('scan_scopes', 'scan_scopes.id', 'scan_sightings.scope_id')
      .whereIn('finding_id', ids)
      .orderBy('tool')
      .select('finding_id', 'tool', 'gone', 'last_scanned_at');
    const seenBy = new Map<string, SeenBy>();
    for (const { finding_id, tool, gone, last_scanned_at } of rows) {
      const { tools, lastSeen } = seenBy.get(finding_id) ?? { tools: [] };
      const at: string | undefined =
        gone === 'no' && last_scanned_at > (lastSeen ?? '')
          ? last_scanned_at
          : lastSeen;
      seenBy.set(finding_id, {
        tools: tools.includes(tool) ? tools : [...tools, tool],
        lastSeen: at,
      });
    }
    return seenBy;
  }

  /** Who sees a finding, and since when not. */
  async listSightings(id: string) {
    const rows = await this.#knex('scan_sightings')
      .join('scan_scopes', 'scan_scopes.id', 'scan_sightings.scope_id')
      .where({ finding_id: id })
      .orderBy(['tool', 'target', 'branch'])
      .select('scope_id', 'tool', 'target', 'branch', 'gone', 'changed_at')
      .select('last_scanned_at');
    return rows.map((row: any) => ({
      scopeId: row.scope_id as string,
      tool: row.tool as string,
      target: (row.target as string) || undefined,
      branch: (row.branch as string) || undefined,
      isGone: row.gone !== 'no',
      // Who sees it saw it at their last scan
      lastSeen: (row.gone === 'no'
        ? row.last_scanned_at
        : row.changed_at) as string,
    }));
  }

  /** What happened to a finding, the newest first. */
  async listEvents(id: string): Promise<FindingEvent[]> {
    const rows = await this.#knex('scan_events')
      .where({ finding_id: id })
      .orderBy('id', 'desc')
      .limit(MAX_EVENTS);
    return rows.map((row: any) => ({
      at: row.at,
      by: row.by ?? undefined,
      action: row.action,
      ...JSON.parse(row.detail ?? '{}'),
    }));
  }

  /** Findings that scopes see, by scope. */
  async countByScope(
    scopeIds: readonly string[],
    now: string,
  ): Promise<Map<string, number>> {
    const rows = await this.#knex('scan_sightings')
      .join('scan_findings', 'scan_findings.id', 'scan_sightings.finding_id')
      .whereIn('scope_id', scopeIds)
      .where({ gone: 'no' })
      .modify(isOpenAt, now)
      .groupBy('scope_id')
      .select('scope_id')
      .count({ amount: '*' });
    return new Map(
      rows.map((row: any) => [String(row.scope_id), Number(row.amount)]),
    );
  }

  /** Open findings that an upgrade closes. */
  async listFixable(entityRef: string, now: string): Promise<FixableFinding[]> {
    const rows = await this.#knex('scan_findings')
      .where({ entity_ref: entityRef, is_fixable: true })
      .modify(isOpenAt, now)
      .orderBy(['severity_rank', 'due_at', 'id'])
      .limit(MAX_FIXABLE)
      .select('content', 'package_key', 'severity', 'is_exploited');
    return rows.map((row: any) => {
      const { package: found } = JSON.parse(row.content);
      return {
        package: found,
        packageKey: row.package_key,
        fixedVersions: found.fixedVersions,
        severity: row.severity,
        isExploited: Boolean(row.is_exploited),
      };
    });
  }

  /** Queries that answer together what matches, and nothing twice. */
  #matching(filter: FindingFilter): Knex.QueryBuilder[] {
    const { state, now } = filter;
    if (state === 'open') {
      // One condition with OR would make the database leave its index
      return [
        this.#narrowed(filter).where('shown', 'open'),
        this.#narrowed(filter).modify(isDecisionExpiredAt, now),
      ];
    }
    if (state === 'decided') {
      return [
        this.#narrowed(filter)
          .where('shown', 'decided')
          .where(holds =>
            holds
              .whereNull('decision_expires_at')
              .orWhere('decision_expires_at', '>', now)
              .orWhere('tool_suppressed', true),
          ),
      ];
    }
    return [this.#narrowed(filter).where('shown', state)];
  }

  #narrowed(filter: FindingFilter): Knex.QueryBuilder {
    const { entityRefs, now, text } = filter;
    const query = this.#knex('scan_findings').whereIn('entity_ref', entityRefs);
    if (filter.severities) {
      query.whereIn(
        'severity_rank',
        filter.severities.map(severity => SEVERITIES.indexOf(severity)),
      );
    }
    if (filter.kinds) {
      query.whereIn('kind', filter.kinds);
    }
    if (filter.isOverdue) {
      query.where('due_at', '<=', now);
    }
    if (filter.isFixable) {
      query.where('is_fixable', true);
    }
    if (filter.isExploited) {
      query.where('is_exploited', true);
    }
    if (filter.since) {
      query.where('first_seen', '>=', filter.since);
    }
    if (filter.packageKey) {
      query.where('package_key', filter.packageKey);
    }
    if (filter.vulnerability) {
      query.where('vulnerability', filter.vulnerability.toUpperCase());
    }
    if (filter.tools) {
      query.whereExists(
        this.#knex('scan_sightings')
          .join('scan_scopes', 'scan_scopes.id', 'scan_sightings.scope_id')
          .whereRaw('scan_sightings.finding_id = scan_findings.id')
          .whereIn('tool', filter.tools)
          .select(this.#knex.raw('1')),
      );
    }
    if (text) {
      const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      query.where(any => {
        for (const column of ['title', 'rule', 'package_key', 'path']) {
          any.orWhereRaw(`lower(??) like ? escape '\\'`, [column, like]);
        }
      });
    }
    return query;
  }
}
