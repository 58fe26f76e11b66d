import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import {
  Decision,
  FindingPage,
  ScanFindingDetail,
  findingQuerySchema,
} from '@plumbline/backstage-plugin-scans-common';
import { withoutVersion } from '@plumbline/backstage-plugin-scans-formats';
import type { output } from 'zod';
import { DecisionPolicy } from '../domain/decisions';
import { FindingRecord } from '../domain/records';
import { EntityStore } from '../store/EntityStore';
import {
  FindingFilter,
  FindingReader,
  MAX_COUNTED,
} from '../store/FindingReader';
import { Access } from './Access';
import { sourceLinks } from './sourceLinks';
import { toFinding } from './toContract';

/** Reads findings for people who may. */
export class FindingService {
  readonly #access: Access;
  readonly #entities: EntityStore;
  readonly #findings: FindingReader;
  readonly #policy: DecisionPolicy;
  readonly #decisionsAbout: (
    finding: FindingRecord,
    credentials: BackstageCredentials,
  ) => Promise<Decision[]>;

  constructor(options: {
    access: Access;
    entities: EntityStore;
    findings: FindingReader;
    policy: DecisionPolicy;
    decisionsAbout: (
      finding: FindingRecord,
      credentials: BackstageCredentials,
    ) => Promise<Decision[]>;
  }) {
    this.#access = options.access;
    this.#entities = options.entities;
    this.#findings = options.findings;
    this.#policy = options.policy;
    this.#decisionsAbout = options.decisionsAbout;
  }

  /** Findings of entities that the caller may read; of others there are none. */
  async list(
    query: output<typeof findingQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<FindingPage> {
    const now = new Date().toISOString();
    const filter = await this.filterOf(query, credentials, now);
    const after = query.cursor
      ? decodeCursor(query.cursor, [/^\d$/, /^[\d:.TZ-]+$/, /^[\w-]+$/])
      : undefined;
    const { items, next } = await this.#findings.list(filter, {
      after: after && {
        severityRank: Number(after[0]),
        dueAt: after[1],
        id: after[2],
      },
      limit: query.limit,
    });
    const total = await this.#count(filter);
    const seenBy = await this.#findings.listSeenBy(items.map(({ id }) => id));
    return {
      items: items.map(finding =>
        toFinding(finding, { seenBy: seenBy.get(finding.id), now }),
      ),
      nextCursor:
        next && encodeCursor([next.severityRank, next.dueAt, next.id]),
      total: Math.min(total, MAX_COUNTED),
      isTotalExact: total <= MAX_COUNTED,
    };
  }

  /** How many match; whatever is open of entities is counted already. */
  async #count(filter: FindingFilter): Promise<number> {
    const { entityRefs, state, now, ...narrower } = filter;
    if (state !== 'open' || Object.values(narrower).some(Boolean)) {
      return this.#findings.count(filter);
    }
    const counts = await this.#entities.getCounts(entityRefs, now);
    return [...counts.values()]
      .flatMap(({ open }) => Object.values(open))
      .reduce((sum, count) => sum + count, 0);
  }

  /** What a query asks for, of what the caller may read. */
  async filterOf(
    query: output<typeof findingQuerySchema>,
    credentials: BackstageCredentials,
    now: string,
  ): Promise<FindingFilter> {
    return {
      entityRefs: await this.#readable(query, credentials),
      state: query.state,
      severities: query.severity,
      kinds: query.kind,
      tools: query.tool,
      isOverdue: query.overdue === 'true',
      isFixable: query.fixable === 'true',
      isExploited: query.exploited === 'true',
      since: query.since,
      packageKey: query.package && withoutVersion(query.package),
      vulnerability: query.vulnerability,
      text: query.text,
      now,
    };
  }

  /** A finding that the caller may read; every other one does not exist. */
  async getRecord(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<FindingRecord> {
    const finding = await this.#findings.get(id);
    if (
      !finding ||
      !(await this.#access.canRead(finding.entityRef, credentials))
    ) {
      throw new NotFoundError(`There is no finding ${id} that you may see`);
    }
    return finding;
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ScanFindingDetail> {
    const finding = await this.getRecord(id, credentials);
    const now = new Date().toISOString();
    const entity = await this.#access.getSummarised(
      finding.entityRef,
      credentials,
    );
    const linkOf = sourceLinks(entity);
    const { content } = finding;
    const sightings = await this.#findings.listSightings(id);
    const { canDecide } = await this.#access.rightsOf(
      finding.entityRef,
      credentials,
    );
    return {
      ...toFinding(finding, {
        seenBy: (await this.#findings.listSeenBy([id])).get(id),
        now,
        linkOf,
      }),
      message: content.message,
      severitySource: content.severitySource,
      severityRaw: content.severityRaw,
      cwe: content.cwe,
      cvss: content.cvss,
      references: content.references,
      secretPreview: content.secret?.preview,
      otherLocations: content.otherLocations.map(location => ({
        ...location,
        url: linkOf(location),
      })),
      suppression: content.suppression,
      seen: content.seen,
      sightings,
      decisions: await this.#decisionsAbout(finding, credentials),
      events: await this.#findings.listEvents(id),
      canDecide,
      policy: {
        maxDays: this.#policy.maxDays[content.severity],
        needsApproval: this.#policy.approvedSeverities.has(content.severity),
        isJustificationRequired: this.#policy.isJustificationRequired,
      },
    };
  }

  async #readable(
    query: { entity?: string[]; owner?: string[] },
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (query.entity) {
      return [...(await this.#access.findReadable(query.entity, credentials))];
    }
    const owners =
      query.owner ??
      ((await this.#access.isAdministrator(credentials))
        ? undefined
        : await this.#access.teamsOf(credentials));
    const refs = await this.#entities.listRefs(owners);
    return [...(await this.#access.findReadable(refs, credentials))];
  }
}
