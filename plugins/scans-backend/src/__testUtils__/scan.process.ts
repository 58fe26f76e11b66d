/*
 * A process that takes a report into the queue, works it off, and dies by
 * SIGKILL before its n-th statement is sent, or after it was answered.
 *
 * In: a JSON argument. Out: `taken` when the report was acknowledged, `done`
 * when it lived to the end.
 */
import createKnex from 'knex';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { FindingWriter } from '../store/FindingWriter';
import { ScanStore } from '../store/ScanStore';
import { makeChunks, makeFinding, makeHead } from './findings';

/** What the process is told. */
export interface ScanOrder {
  connection: object;
  client: 'better-sqlite3' | 'pg';
  names: string[];
  at: string;
  dieAt: number;
  moment: 'query' | 'query-response';
}

const ENTITY = 'component:default/checkout';

async function main(order: ScanOrder): Promise<void> {
  const { connection, client, names, at } = order;
  const knex = createKnex({ client, connection, useNullAsDefault: true });
  let passed = 0;
  knex.on(order.moment, () => {
    passed += 1;
    if (passed === order.dieAt) {
      process.kill(process.pid, 'SIGKILL');
    }
  });
  const scans = new ScanStore(knex);
  await scans.take({
    scope: {
      entityRef: ENTITY,
      tool: 'grype',
      target: '',
      branch: '',
      category: '',
    },
    scan: {
      id: `${names.join('')}-${at}-${order.dieAt}`.slice(0, 36),
      entityRef: ENTITY,
      scanKey: `${names.join()} ${at}`,
      receivedAt: at,
      scannedAt: at,
      head: makeHead(),
    },
    chunks: makeChunks(names.map(name => makeFinding(name))),
    hasOwnTime: true,
    newScopeId: `scope-${order.dieAt}-${at}`.slice(0, 36),
  });
  process.stdout.write('taken ');
  const scan = await scans.claim({ owner: 'test', now: at, until: at });
  if (scan) {
    await new FindingWriter({
      knex,
      slaDays: DEFAULT_SLA_DAYS,
      decideNew: async () => {},
      decideChanged: async () => {},
    }).apply(scan, at);
  }
  process.stdout.write('done');
  await knex.destroy();
}

void main(JSON.parse(process.argv[2]));
