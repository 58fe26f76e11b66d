import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { readCostConfig } from '../config';
import { CatalogReader } from '../service/CatalogReader';
import { ImportService } from '../service/ImportService';
import { AnswerStore } from '../store/AnswerStore';
import { CostWriter } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';

/** An entity of the catalog. */
export function entity(
  ref: string,
  options: {
    annotations?: Record<string, string>;
    owner?: string;
    partOf?: string[];
  } = {},
): Entity {
  const [kind, path] = ref.split(':');
  const [namespace, name] = path.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace, annotations: options.annotations },
    relations: [
      ...(options.owner ? [{ type: 'ownedBy', targetRef: options.owner }] : []),
      ...(options.partOf ?? []).map(targetRef => ({
        type: 'partOf',
        targetRef,
      })),
    ],
  };
}

/** Sources in a folder of their own, what reads them, and what is stored of them. */
export async function createImports(options: {
  knex: Knex;
  entities?: Entity[];
}) {
  const { knex } = options;
  const entities = options.entities ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-cost-'));
  const logger = mockServices.logger.mock();
  const clock = { now: '2026-06-01T00:00:00.000Z' };
  let age = 0;

  /** The service as a process with that configuration has it. */
  function serviceOf(cost: object = {}): ImportService {
    const config = readCostConfig(
      new ConfigReader({
        cost: { sources: [{ id: 'cloud', folder }], ...cost },
      } as never),
    );
    return new ImportService({
      catalog: new CatalogReader({
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities }),
      }),
      config,
      answers: new AnswerStore(knex),
      imports: new ImportStore(knex),
      logger,
      sources: config.sources,
      writer: new CostWriter(knex),
      now: () => {
        clock.now = new Date(Date.parse(clock.now) + 1_000).toISOString();
        return clock.now;
      },
    });
  }

  const listImports = async () => {
    const rows = await knex('cost_import').orderBy([
      { column: 'started_at' },
      { column: 'id' },
    ]);
    return rows.map(row => ({
      ...row,
      rows: JSON.parse(row.rows),
      rejected: JSON.parse(row.rejected),
      warnings: JSON.parse(row.warnings),
      reconciliation: JSON.parse(row.reconciliation),
    }));
  };

  return {
    clock,
    entities,
    folder,
    listImports,
    logger,
    serviceOf,

    /** Writes a file of the source, always newer than the one before. */
    async write(name: string, lines: readonly string[]) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${lines.join('\n')}\n`);
      age += 1;
      await utimes(path, age, age);
    },

    async remove(name: string) {
      await rm(join(folder, name));
    },

    /** Reads every source to its end; the import that was made. */
    async import(cost: object = {}) {
      const service = serviceOf(cost);
      await service.importAll(new AbortController().signal);
      return (await listImports()).at(-1);
    },

    /** Sums of one metric of a table, exact, by columns of it. */
    async sums(
      columns: readonly string[],
      table = 'cost_day',
      metric = 'effective',
    ): Promise<Record<string, string>> {
      const sums = new Map<string, bigint>();
      for (const row of await knex(table).whereNotNull(metric)) {
        const key = columns.map(column => row[column]).join(' ');
        sums.set(key, (sums.get(key) ?? 0n) + readAmount(row[metric])!);
      }
      return Object.fromEntries(
        [...sums].sort().map(([key, sum]) => [key, formatAmount(sum)]),
      );
    },

    async close() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What {@link createImports} returns. */
export type TestImports = Awaited<ReturnType<typeof createImports>>;

/** Imports of a catalog of two services of one owner, one of them in a system of a domain. */
export function createShopImports(knex: Knex): Promise<TestImports> {
  return createImports({
    knex,
    entities: [
      entity('component:default/checkout', {
        owner: 'group:default/shop',
        partOf: ['system:default/web'],
      }),
      entity('component:default/cart', { owner: 'group:default/shop' }),
      entity('system:default/web', { partOf: ['domain:default/retail'] }),
    ],
  });
}
