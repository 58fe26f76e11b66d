/*
 * A process that replaces what is stored of a source, and dies by SIGKILL before
 * its n-th statement is sent, or after it was answered.
 *
 * In: a JSON argument. Out: `done` when it lived to the end.
 */
import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import createKnex from 'knex';
import { CostBook } from '../domain/CostBook';
import { CostWriter } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';

/** What the process is told. */
export interface ImportOrder {
  connection: object;
  client: 'better-sqlite3' | 'pg';
  /** Of each day, as decimal text. */
  amount: string;
  /** When it begins; it is taken for dead a minute later. */
  at: string;
  dieAt: number;
  moment: 'query' | 'query-response';
}

const DAYS = ['2026-04-30', '2026-05-01', '2026-05-02'];
const NOTHING = new Map<string, string>();

async function main(order: ImportOrder): Promise<void> {
  const { connection, client, amount, at } = order;
  const knex = createKnex({ client, connection, useNullAsDefault: true });
  let passed = 0;
  knex.on(order.moment, () => {
    passed += 1;
    if (passed === order.dieAt) {
      process.kill(process.pid, 'SIGKILL');
    }
  });
  const book = new CostBook({
    policies: {
      weight: 'effective',
      idle: { split: 'none' },
      pools: new Map(),
    },
    ownerOf: () => undefined,
  });
  for (const day of DAYS) {
    book.add(
      {
        day,
        currency: 'USD',
        subject: { tags: NOTHING, labels: NOTHING, isIdle: false },
        amounts: { effective: readAmount(amount) },
        rows: 1,
      },
      { rule: 'r', entity: `component:default/of-${amount}` },
    );
  }
  const { id } = await new ImportStore(knex).begin({
    source: 'cloud',
    now: at,
    aliveUntil: new Date(Date.parse(at) + 60_000).toISOString(),
  });
  await new CostWriter(knex).replace({
    importId: id,
    source: 'cloud',
    billMonths: book.billMonths,
    bookings: book.bookings(),
    keptFrom: '0000-01-01',
    isLast: true,
    placeOf: () => undefined,
    signal: new AbortController().signal,
    finish: () => ({
      now: at,
      result: {
        state: 'done',
        fingerprint: amount,
        filesFingerprint: 'of the files',
        rulesFingerprint: amount,
        lastDay: DAYS.at(-1),
      },
    }),
  });
  process.stdout.write('done');
  await knex.destroy();
}

void main(JSON.parse(process.argv[2]));
