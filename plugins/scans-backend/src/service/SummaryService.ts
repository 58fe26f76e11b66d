import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  EntityPosture,
  ScanOverview,
} from '@plumbline/backstage-plugin-scans-common';
import { fillDays } from '../domain/fillDays';
import { ScanRecord, ScopeRecord } from '../domain/records';
import { findUpgrades } from '../domain/upgrades';
import { EntityStore } from '../store/EntityStore';
import { FindingReader } from '../store/FindingReader';
import { HeldScans } from '../store/HeldScans';
import { ScanStore } from '../store/ScanStore';
import { Access, EntityRights } from './Access';
import { OverviewEntities } from './OverviewEntities';
import { placeInCatalog } from './placeInCatalog';
import { toScope, toSummary } from './toContract';

const DAY_MS = 24 * 60 * 60 * 1000;
const TREND_DAYS = 90;
const MAX_UPGRADES = 20;

/** How entities stand. */
export class SummaryService {
  readonly #access: Access;
  readonly #entities: EntityStore;
  readonly #findings: FindingReader;
  readonly #held: HeldScans;
  readonly #overview: OverviewEntities;
  readonly #scans: ScanStore;
  readonly #staleAfterMs: number;

  constructor(options: {
    access: Access;
    entities: EntityStore;
    findings: FindingReader;
    held: HeldScans;
    overview: OverviewEntities;
    scans: ScanStore;
    staleAfterMs: number;
  }) {
    this.#access = options.access;
    this.#entities = options.entities;
    this.#findings = options.findings;
    this.#held = options.held;
    this.#overview = options.overview;
    this.#scans = options.scans;
    this.#staleAfterMs = options.staleAfterMs;
  }

  /** How one entity stands, and for its owners what to begin with. */
  async get(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityPosture> {
    const entity = await this.#access.getSummarised(entityRef, credentials);
    const now = new Date().toISOString();
    const rights = await this.#access.rightsOf(entityRef, credentials);
    const counts = await this.#entities.getCounts([entityRef], now);
    const scopes = await this.#scans.listScopes([entityRef]);
    const since = new Date(Date.parse(now) - TREND_DAYS * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const fixable = rights.canRead
      ? await this.#findings.listFixable(entityRef, now)
      : [];
    return {
      ...toSummary({
        ...placeInCatalog(entityRef, entity),
        counts: counts.get(entityRef),
        scopes,
        now,
        staleAfterMs: this.#staleAfterMs,
      }),
      newSinceYesterday: rights.canRead
        ? await this.#findings.count({
            entityRefs: [entityRef],
            state: 'open',
            since: new Date(Date.parse(now) - DAY_MS).toISOString(),
            now,
          })
        : undefined,
      scopes: await this.#describeScopes(scopes, rights, now),
      trend: fillDays(await this.#entities.listDays(entityRef, since), {
        since,
        today: now.slice(0, 10),
      }),
      upgrades: findUpgrades(fixable).slice(0, MAX_UPGRADES),
      ...rights,
    };
  }

  /** How every entity of some owners stands, or every one that the caller sees: what was scanned, and what should have been. */
  async list(
    query: { owner?: string[] },
    credentials: BackstageCredentials,
  ): Promise<ScanOverview> {
    await this.#access.findSummarised([], credentials);
    const { entities, isComplete } = await this.#overview.list(
      query.owner,
      credentials,
    );
    const now = new Date().toISOString();
    const refs = [...entities.keys()];
    const counts = await this.#entities.getCounts(refs, now);
    const scopes = new Map<string, ScopeRecord[]>();
    for (const scope of await this.#scans.listScopes([...counts.keys()])) {
      scopes.set(scope.entityRef, [
        ...(scopes.get(scope.entityRef) ?? []),
        scope,
      ]);
    }
    return {
      items: [...entities].map(([entityRef, entity]) =>
        toSummary({
          ...placeInCatalog(entityRef, entity),
          counts: counts.get(entityRef),
          scopes: scopes.get(entityRef) ?? [],
          now,
          staleAfterMs: this.#staleAfterMs,
        }),
      ),
      isComplete,
    };
  }

  async #describeScopes(
    scopes: readonly ScopeRecord[],
    { canRead }: EntityRights,
    now: string,
  ) {
    const scans = await this.#scans.listScans(
      scopes.flatMap(({ lastScanId }) => lastScanId ?? []),
    );
    const byId = new Map(scans.map(scan => [scan.id, scan]));
    const open = await this.#findings.countByScope(
      scopes.map(({ id }) => id),
      now,
    );
    const held = await this.#held.describe(
      scopes.flatMap(({ heldScanId, isRetired }) =>
        heldScanId && !isRetired ? heldScanId : [],
      ),
    );
    return scopes.map(scope =>
      toScope({
        scope,
        lastScan: tellable(byId.get(scope.lastScanId ?? ''), canRead),
        openFindings: open.get(scope.id) ?? 0,
        held: scope.heldScanId ? held.get(scope.heldScanId) : undefined,
        now,
        staleAfterMs: this.#staleAfterMs,
      }),
    );
  }
}

/** What people write about a scan is for those who read its findings. */
function tellable(
  scan: ScanRecord | undefined,
  canRead: boolean,
): ScanRecord | undefined {
  return scan?.answer && !canRead
    ? { ...scan, answer: { ...scan.answer, note: undefined } }
    : scan;
}
