/*
 * A process that takes a batch, or folds the hours, and dies by SIGKILL at one
 * moment: before its n-th statement is sent, after it was answered, or when
 * everything was written and nobody has been told.
 *
 * In: a JSON argument. Out: `done` when it lived to say so.
 */
import createKnex from 'knex';
import { mergePayloads } from '../service/IngestedWindows';
import { IngestBatch, DatabaseIngestStore } from '../store/IngestStore';

interface Order {
  connection: object;
  client: 'better-sqlite3' | 'pg';
  batch?: Omit<IngestBatch, 'predictions'> & { payload: string };
  dieAt: number;
  moment: 'query' | 'query-response' | 'written';
}

async function main(order: Order): Promise<void> {
  const knex = createKnex({
    client: order.client,
    connection: order.connection as any,
    useNullAsDefault: true,
  });
  let passed = 0;
  const pass = () => {
    passed += 1;
    if (passed === order.dieAt) {
      process.kill(process.pid, 'SIGKILL');
    }
  };
  if (order.moment !== 'written') {
    knex.on(order.moment, pass);
  }
  const store = new DatabaseIngestStore(knex);
  if (order.batch) {
    const { payload, ...batch } = order.batch;
    const bytes = Buffer.from(payload, 'base64');
    await store.saveBatch({
      ...batch,
      profiles: {
        baselineId: batch.profiles!.baselineId,
        hours: batch.profiles!.hours.map(hour => ({ ...hour, payload: bytes })),
      },
      predictions: [],
    });
  } else {
    for (const hour of await store.listUnfoldedHours(10)) {
      await store.foldHour(hour, mergePayloads);
    }
  }
  if (order.moment === 'written') {
    pass();
  }
  process.stdout.write('done');
  await knex.destroy();
}

void main(JSON.parse(process.argv[2]));
