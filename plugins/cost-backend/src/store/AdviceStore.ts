import type { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CatalogPlace } from '../domain/CatalogPlace';
import { StoredAdvice } from '../domain/usage/StoredAdvice';
import { UsageReading } from '../domain/usage/usageHealth';
import { addUnplaced, placeEntities } from './EntityPlaces';
import { insertRows } from './insertRows';

const RANK_DIGITS = 80;

/** Savings as texts that sort as they do; nobody saves more than their digits hold. */
function rankOf({ saving }: StoredAdvice['advice']): string {
  const amount = saving === null ? undefined : readAmount(saving.amount);
  if (amount === undefined || amount < 0n) {
    return '';
  }
  const digits = amount.toString();
  return digits.length > RANK_DIGITS
    ? '9'.repeat(RANK_DIGITS)
    : digits.padStart(RANK_DIGITS, '0');
}

function toRow({ advice, patch }: StoredAdvice): Record<string, string | null> {
  const { entityRef, ...content } = advice;
  return {
    id: advice.id,
    source: advice.source,
    kind: advice.kind,
    state: advice.state,
    entity_ref: entityRef ?? '',
    currency: advice.saving?.currency ?? null,
    saving: advice.saving?.amount ?? null,
    saving_rank: rankOf(advice),
    patch: patch ?? null,
    content: JSON.stringify(content),
  };
}

/** Advice of a row. */
export function fromAdviceRow(row: any): Omit<CostAdvice, 'ownerRef'> {
  return {
    ...JSON.parse(row.content),
    ...(row.entity_ref === '' ? {} : { entityRef: row.entity_ref }),
  };
}

/** Keeps what was advised last, and how that was read. */
export class AdviceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Puts new advice of a source in the place of all that there was of it. */
  async replace(options: {
    source: string;
    advice: readonly StoredAdvice[];
    reading: { readAt: string; fingerprint: string; lacks: string | undefined };
    placeOf: (entityRef: string) => CatalogPlace | undefined;
  }): Promise<void> {
    const { source, advice, reading, placeOf } = options;
    const refs = [
      ...new Set(advice.flatMap(of => of.advice.entityRef ?? [])),
    ].sort();
    await this.#knex.transaction(async tx => {
      await tx('cost_advice').where({ source }).delete();
      await insertRows(tx, 'cost_advice', advice.map(toRow));
      await placeEntities(
        tx,
        refs.flatMap(ref => placeOf(ref) ?? []),
      );
      await addUnplaced(
        tx,
        refs.filter(ref => !placeOf(ref)),
      );
      await tx('cost_usage_reading')
        .insert({
          source,
          read_at: reading.readAt,
          fingerprint: reading.fingerprint,
          lacks: reading.lacks ?? null,
          failure: null,
        })
        .onConflict('source')
        .merge();
    });
  }

  /** Puts on record why nothing was read; what was advised before stays. */
  async fail(source: string, failure: string): Promise<void> {
    await this.#knex('cost_usage_reading')
      .insert({ source, failure })
      .onConflict('source')
      .merge(['failure']);
  }

  /** Forgets all sources but these. */
  async keepOnly(sources: readonly string[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const table of ['cost_advice', 'cost_usage_reading']) {
        await tx(table).whereNotIn('source', sources).delete();
      }
    });
  }

  /** How sources were read, by their id. */
  async listReadings(): Promise<ReadonlyMap<string, UsageReading>> {
    const rows = await this.#knex('cost_usage_reading');
    return new Map(
      rows.map(row => [
        row.source,
        {
          readAt: row.read_at ?? undefined,
          fingerprint: row.fingerprint ?? undefined,
          lacks: row.lacks ?? undefined,
          failure: row.failure ?? undefined,
        },
      ]),
    );
  }
}
