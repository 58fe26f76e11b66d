import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ActionsService } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createCaller,
  createPortal,
  hideFrom,
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import plugin from '..';

/** Of the ML team, which owns the model. */
export const ADA = 'user:default/ada';
/** Of the core team. */
export const BOB = 'user:default/bob';
/** Of the platform team, whose members administer. */
export const ROOT = 'user:default/root';
/** May not see the model in the catalog. */
export const EVE = 'user:default/eve';
export const MODEL = 'resource:default/credit-risk';

const PLATFORM_TEAM = 'group:default/platform-team';
const MEMBERSHIPS: Record<string, string[]> = {
  [ADA]: ['group:default/ml-team'],
  [BOB]: ['group:default/core-team'],
  [ROOT]: [PLATFORM_TEAM],
  [EVE]: [],
};
const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY = Date.parse('2026-01-05T00:00:00Z');

function model(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'ml-model', owner: 'group:default/ml-team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/ml-team' }],
  };
}

/** Pseudo-random numbers in [0, 1), the same on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Rows of some days: `income` moves by `shift` and `region` is calm. */
export function makeRows(options: {
  days: number;
  rowsPerDay: number;
  firstDay?: number;
  shift?: (day: number) => number;
  seed: number;
}): string {
  const { days, rowsPerDay, shift, seed } = options;
  const random = createRandom(seed);
  const lines = ['at,income,age,region'];
  for (let day = 0; day < days; day += 1) {
    const start = FIRST_DAY + (day + (options.firstDay ?? 0)) * DAY_MS;
    for (let row = 0; row < rowsPerDay; row += 1) {
      const at = new Date(start + Math.floor((row / rowsPerDay) * DAY_MS));
      const income = (random() + random() + random()) * 1000;
      lines.push(
        [
          at.toISOString(),
          (income + (shift?.(day) ?? 0)).toFixed(2),
          Math.floor(20 + random() * 50),
          random() < 0.5 ? 'north' : 'south',
        ].join(','),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A monitor document over the files of {@link startDrift}. */
export function makeDocument(change: { name?: string; spec?: object } = {}) {
  return JSON.stringify({
    apiVersion: 'plumbline.dev/v1alpha1',
    kind: 'DriftMonitor',
    metadata: { name: change.name ?? 'inputs' },
    spec: {
      entity: MODEL,
      baseline: { source: 'samples', path: 'baseline.csv' },
      window: {
        source: 'samples',
        path: 'window.csv',
        timeColumn: 'at',
        length: 'P1D',
      },
      columns: { income: 'numeric', age: 'numeric', region: 'categorical' },
      ...change.spec,
    },
  });
}

/** A running drift plugin over files in a temporary folder, on loopback. */
export async function startDrift(
  options: {
    files?: Record<string, string>;
    drift?: object;
    annotations?: Record<string, string>;
    urlReader?: Parameters<typeof mockServices.urlReader.mock>[0];
    database?: string;
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-drift-test-'));
  const writeFiles = async (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      const target = join(folder, 'samples', path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  };
  await mkdir(join(folder, 'samples'));
  await writeFiles(
    options.files ?? {
      'baseline.csv': makeRows({ days: 10, rowsPerDay: 200, seed: 1 }),
      'window.csv': makeRows({ days: 10, rowsPerDay: 200, seed: 2 }),
    },
  );
  const entities = [
    model('credit-risk', options.annotations ?? {}),
    model('churn', {}),
  ];
  const catalog = catalogServiceMock({ entities });
  hideFrom(catalog, EVE);
  const { features, actions, sent, audited } = createPortal({
    catalog,
    memberships: MEMBERSHIPS,
    isAllowed: ({ permission, teams }) =>
      permission === 'drift.read' ||
      (permission === 'drift.administer'
        ? teams.includes(PLATFORM_TEAM)
        : teams.length > 0),
  });

  const backend = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://portal.test:7007',
            database: {
              client: 'better-sqlite3',
              connection: options.database
                ? { directory: options.database }
                : ':memory:',
            },
          },
          permission: { enabled: true },
          drift: {
            sources: { samples: { folder: join(folder, 'samples') } },
            cacheDirectory: join(folder, 'cache'),
            ...options.drift,
          },
        },
      }),
      ...features,
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ...(options.urlReader
        ? [mockServices.urlReader.mock(options.urlReader).factory]
        : []),
    ],
  });
  const api = `http://localhost:${backend.server.port()}/api/drift`;
  const call = createCaller({ api, pluginId: 'drift' });

  return {
    actions: actions as ActionsService,
    api,
    audited,
    backend,
    call,
    folder,
    sent,
    until,
    writeFiles,

    async createMonitor(change: Parameters<typeof makeDocument>[0] = {}) {
      const { status, body } = await call(ADA, 'POST', '/monitors', {
        document: makeDocument(change),
      });
      if (status !== 201) {
        throw new Error(`${status} ${JSON.stringify(body)}`);
      }
      return body;
    },

    /** Waits for the end of a run. */
    async finished(runId: string) {
      const { body } = await until(
        () => call(ADA, 'GET', `/runs/${runId}`),
        answer => answer.body.finishedAt !== undefined,
      );
      return body;
    },

    async stop() {
      await backend.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What {@link startDrift} returns. */
export type TestDrift = Awaited<ReturnType<typeof startDrift>>;
