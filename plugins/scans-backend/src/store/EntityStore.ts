import type { SeverityCounts } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { EntityCounts, noSeverities } from '../domain/records';
import { countEntity } from './countEntity';

const BATCH = 500;

function toCounts(row: any): EntityCounts {
  const open = noSeverities();
  for (const severity of SEVERITIES) {
    open[severity] = row[`open_${severity}`];
  }
  return {
    entityRef: row.entity_ref,
    ownerRef: row.owner_ref ?? undefined,
    open,
    overdue: row.count_overdue,
    new: row.count_new,
    fixable: row.count_fixable,
    exploited: row.count_exploited,
    decided: row.count_decided,
    fixed: row.count_fixed,
  };
}

/** How entities stand, as numbers. */
export class EntityStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Remembers where an entity stands in the catalog. */
  async place(place: {
    entityRef: string;
    ownerRef?: string;
    systemRef?: string;
    domainRef?: string;
  }): Promise<void> {
    await this.#knex('scan_entities')
      .insert({
        entity_ref: place.entityRef,
        owner_ref: place.ownerRef ?? null,
        system_ref: place.systemRef ?? null,
        domain_ref: place.domainRef ?? null,
      })
      .onConflict('entity_ref')
      .merge(['owner_ref', 'system_ref', 'domain_ref']);
  }

  /** Where entities stood in the catalog when they were last looked at. */
  async listPlaces(): Promise<
    {
      entityRef: string;
      ownerRef?: string;
      systemRef?: string;
      domainRef?: string;
    }[]
  > {
    const rows = await this.#knex('scan_entities').select(
      'entity_ref',
      'owner_ref',
      'system_ref',
      'domain_ref',
    );
    return rows.map(row => ({
      entityRef: row.entity_ref,
      ownerRef: row.owner_ref ?? undefined,
      systemRef: row.system_ref ?? undefined,
      domainRef: row.domain_ref ?? undefined,
    }));
  }

  /** The domains of systems. */
  async listSystems(): Promise<Map<string, string | undefined>> {
    const rows = await this.#knex('scan_systems');
    return new Map(
      rows.map(row => [row.system_ref, row.domain_ref ?? undefined]),
    );
  }

  async placeSystem(systemRef: string, domainRef?: string): Promise<void> {
    await this.#knex('scan_systems')
      .insert({ system_ref: systemRef, domain_ref: domainRef ?? null })
      .onConflict('system_ref')
      .merge();
  }

  async listRefsOfSystem(systemRef: string): Promise<string[]> {
    return this.#knex('scan_entities')
      .where({ system_ref: systemRef })
      .pluck('entity_ref');
  }

  /** Every entity that was ever scanned, or those of some owners. */
  async listRefs(ownerRefs?: readonly string[]): Promise<string[]> {
    return this.#knex('scan_entities')
      .modify(query => {
        if (ownerRefs) {
          query.whereIn('owner_ref', ownerRefs);
        }
      })
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  /** Entities that some scope was ever scanned of, all or those of some owners. */
  async listScannedRefs(ownerRefs?: readonly string[]): Promise<string[]> {
    return this.#knex('scan_scopes')
      .join(
        'scan_entities',
        'scan_entities.entity_ref',
        'scan_scopes.entity_ref',
      )
      .whereNotNull('last_scanned_at')
      .modify(query => {
        if (ownerRefs) {
          query.whereIn('owner_ref', ownerRefs);
        }
      })
      .orderBy('scan_scopes.entity_ref')
      .distinct()
      .pluck('scan_scopes.entity_ref');
  }

  /** Counts as of now: those that time made wrong are counted anew first. */
  async getCounts(
    entityRefs: readonly string[],
    now: string,
  ): Promise<Map<string, EntityCounts>> {
    const counts = new Map<string, EntityCounts>();
    for (let start = 0; start < entityRefs.length; start += BATCH) {
      const batch = entityRefs.slice(start, start + BATCH);
      const late = await this.#knex('scan_entities')
        .whereIn('entity_ref', batch)
        .where('next_change_at', '<=', now)
        .pluck('entity_ref');
      for (const entityRef of late) {
        await countEntity(this.#knex, entityRef, now);
      }
      const rows = await this.#knex('scan_entities').whereIn(
        'entity_ref',
        batch,
      );
      for (const row of rows) {
        counts.set(row.entity_ref, toCounts(row));
      }
    }
    return counts;
  }

  /** Open findings at the end of the days that were counted, the oldest first. */
  async listDays(
    entityRef: string,
    since: string,
  ): Promise<{ day: string; open: SeverityCounts }[]> {
    const before = await this.#knex('scan_days')
      .where({ entity_ref: entityRef })
      .where('day', '<', since)
      .orderBy('day', 'desc')
      .first();
    const rows = await this.#knex('scan_days')
      .where({ entity_ref: entityRef })
      .where('day', '>=', since)
      .orderBy('day');
    return [...(before ? [before] : []), ...rows].map(({ day, open }) => ({
      day,
      open: JSON.parse(open),
    }));
  }
}
