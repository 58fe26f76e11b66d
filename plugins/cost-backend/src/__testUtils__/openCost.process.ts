/*
 * A process that asks an OpenCost and books its answers, and dies by SIGKILL
 * before its n-th statement is sent, or after it was answered.
 *
 * In: a JSON argument. Out: `done` when it lived to the end.
 */
import createKnex from 'knex';
import { ImportService } from '../service/ImportService';
import { AnswerStore } from '../store/AnswerStore';
import { CostWriter } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';

/** What the process is told. */
export interface OpenCostOrder {
  connection: object;
  client: 'better-sqlite3' | 'pg';
  url: string;
  /** The moment that it takes for now. */
  at: string;
  dieAt: number;
  moment: 'query' | 'query-response';
}

async function main(order: OpenCostOrder): Promise<void> {
  const { connection, client, url, at } = order;
  const knex = createKnex({ client, connection, useNullAsDefault: true });
  let passed = 0;
  knex.on(order.moment, () => {
    passed += 1;
    if (passed === order.dieAt) {
      process.kill(process.pid, 'SIGKILL');
    }
  });
  const log = () => {};
  const service = new ImportService({
    answers: new AnswerStore(knex),
    catalog: { read: async () => ({ entities: [], places: new Map() }) } as any,
    config: {
      metric: 'effective',
      rules: [],
      runKeys: [],
      hasCatalogRulesLast: false,
      keptDays: 400,
      policies: {
        weight: 'effective',
        idle: { split: 'none' },
        pools: new Map(),
      },
    },
    imports: new ImportStore(knex),
    logger: { warn: log, error: log } as any,
    now: () => at,
    sources: [
      {
        kind: 'openCost',
        id: 'west',
        title: 'West',
        currency: 'USD',
        openCost: { url, headers: {}, windowDays: 3, timeoutMs: 60_000 },
      },
    ],
    writer: new CostWriter(knex),
  });
  await service.importAll(new AbortController().signal);
  process.stdout.write('done');
  await knex.destroy();
}

void main(JSON.parse(process.argv[2]));
