import type { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import {
  CostSubject,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { CatalogPlace } from '../domain/CatalogPlace';
import { StoredAdvice } from '../domain/usage/StoredAdvice';
import { readSubject, writeSubject } from '../domain/usage/subjectText';
import { UsageReading } from '../domain/usage/usageHealth';
import { addUnplaced, placeEntities } from './EntityPlaces';
import { insertRows } from './insertRows';

const RANK_DIGITS = 80;
/** Rows that are looked at together. */
const PAGE = 1_000;

type PlaceOf = (entityRef: string) => CatalogPlace | undefined;

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

function toRow({
  advice,
  patch,
  subject,
}: StoredAdvice): Record<string, string | null> {
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
    subject: writeSubject(subject),
    content: JSON.stringify(content),
  };
}

/** Remembers entities that advice is about. */
async function place(
  tx: Knex.Transaction,
  entityRefs: readonly string[],
  placeOf: PlaceOf,
): Promise<void> {
  const refs = [...new Set(entityRefs)].sort();
  await placeEntities(
    tx,
    refs.flatMap(ref => placeOf(ref) ?? []),
  );
  await addUnplaced(
    tx,
    refs.filter(ref => !placeOf(ref)),
  );
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
    placeOf: PlaceOf;
  }): Promise<void> {
    const { source, advice, reading, placeOf } = options;
    await this.#knex.transaction(async tx => {
      await tx('cost_advice').where({ source }).delete();
      await insertRows(tx, 'cost_advice', advice.map(toRow));
      await place(
        tx,
        advice.flatMap(of => of.advice.entityRef ?? []),
        placeOf,
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

  async hasAdvice(): Promise<boolean> {
    return (await this.#knex('cost_advice').first('id')) !== undefined;
  }

  /** Books anew what is stored: rules may have changed since, or what they look at in the catalog. */
  async rebook(options: {
    entityOf: (subject: CostSubject) => string | undefined;
    placeOf: PlaceOf;
    signal: AbortSignal;
  }): Promise<void> {
    const { entityOf, placeOf, signal } = options;
    let after = '';
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.#knex('cost_advice')
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .select('id', 'entity_ref', 'subject');
      const changed = rows.flatMap(row => {
        const entity = entityOf(readSubject(row.subject)) ?? '';
        return entity === row.entity_ref ? [] : [{ id: row.id, entity }];
      });
      await this.#knex.transaction(async tx => {
        for (const { id, entity } of changed) {
          await tx('cost_advice').where({ id }).update({ entity_ref: entity });
        }
        await place(
          tx,
          changed.flatMap(({ entity }) => (entity === '' ? [] : [entity])),
          placeOf,
        );
      });
      if (rows.length < PAGE) {
        return;
      }
      after = rows.at(-1)!.id;
    }
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
