import { hash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Knex } from 'knex';
import { makeChunks, makeFinding, makeHead } from '../__testUtils__/findings';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { DEFAULT_SLA_DAYS } from '../domain/dueDate';
import { FindingWriter } from './FindingWriter';
import { ScanStore } from './ScanStore';
import { MIGRATIONS } from './migrations';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const ENTITIES = ['component:default/a', 'component:default/b'];

/** A report as the model knows it. */
interface Upload {
  entity: number;
  tool: string;
  /** Its own time: the minute of a day. */
  minute: number;
  names: string[];
  isPartial: boolean;
  isComplete: boolean;
}

const scopeOf = ({ entity, tool }: Upload) => `${entity} ${tool}`;

/** What should be open and what fixed, by entity: the newest scan of each scope counts. */
function modelOf(uploads: readonly Upload[]) {
  const scopes = new Map<
    string,
    { minute: number; seen: Set<string>; entity: number }
  >();
  const ever = ENTITIES.map(() => new Set<string>());
  const taken = new Set<string>();
  for (const upload of uploads) {
    const key = JSON.stringify(upload);
    const scope = scopes.get(scopeOf(upload)) ?? {
      minute: -1,
      seen: new Set<string>(),
      entity: upload.entity,
    };
    if (!taken.has(key) && upload.minute >= scope.minute) {
      taken.add(key);
      const closes = upload.isComplete && !upload.isPartial;
      scope.seen = new Set([...(closes ? [] : scope.seen), ...upload.names]);
      scope.minute = upload.minute;
      upload.names.forEach(name => ever[upload.entity].add(name));
    }
    taken.add(key);
    scopes.set(scopeOf(upload), scope);
  }
  return ENTITIES.map((_ref, entity) => {
    const open = new Set(
      [...scopes.values()]
        .filter(scope => scope.entity === entity)
        .flatMap(({ seen }) => [...seen]),
    );
    return {
      open: [...open].sort(),
      fixed: [...ever[entity]].filter(name => !open.has(name)).sort(),
    };
  });
}

const uploads = fc
  .uniqueArray(
    fc.record({
      entity: fc.nat(1),
      tool: fc.constantFrom('grype', 'trivy'),
      minute: fc.nat(500),
      names: fc
        .subarray(['1', '2', '3', '4', '5'])
        .map(names => [...names].sort()),
      isPartial: fc.boolean(),
      isComplete: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 8,
      // Two scans of one scope at one time have no order that anybody knows
      selector: upload => `${scopeOf(upload)} ${upload.minute}`,
    },
  )
  // Retries, anywhere in between
  .chain(list =>
    fc
      .array(fc.nat(list.length - 1), { maxLength: 4 })
      .map(again => [...list, ...again.map(index => list[index])]),
  );

describe.each(databases.eachSupportedId())('scans on %p', databaseId => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
  });
  afterAll(() => knex.destroy());

  async function play(list: readonly Upload[]) {
    for (const table of [
      'scan_findings',
      'scan_scopes',
      'scan_entities',
      'scan_days',
    ]) {
      await knex(table).delete();
    }
    const scans = new ScanStore(knex);
    const writer = new FindingWriter({
      knex,
      slaDays: DEFAULT_SLA_DAYS,
      decideNew: async () => {},
      decideChanged: async () => {},
    });
    for (const upload of list) {
      const { entity, tool, minute, names, isPartial, isComplete } = upload;
      const at = new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
      await scans.take({
        scope: {
          entityRef: ENTITIES[entity],
          tool,
          target: '',
          branch: '',
          category: '',
        },
        scan: {
          id: randomUUID(),
          entityRef: ENTITIES[entity],
          scanKey: hash('sha256', JSON.stringify(upload)),
          receivedAt: at,
          scannedAt: at,
          head: makeHead({
            isPartial,
            coverage: { isComplete, gaps: [], skipped: [] },
          }),
        },
        chunks: makeChunks(names.map(name => makeFinding(name))),
        hasOwnTime: true,
        newScopeId: randomUUID(),
      });
      const now = '2026-03-02T00:00:00.000Z';
      const claimed = await scans.claim({ owner: 'test', now, until: now });
      if (claimed) {
        await writer.apply(claimed, now);
      }
    }
    return Promise.all(
      ENTITIES.map(async entity_ref => {
        const rows = await knex('scan_findings')
          .where({ entity_ref })
          .orderBy('identity');
        const named = (detection: string) =>
          rows
            .filter(row => row.detection === detection)
            .map(row => row.identity.slice('v1:'.length));
        return { open: named('open'), fixed: named('fixed') };
      }),
    );
  }

  it('leave what a small model says, with retries and late ones in between', async () => {
    await fc.assert(
      fc.asyncProperty(uploads, async list => {
        expect(await play(list)).toEqual(modelOf(list));
      }),
      { numRuns: databaseId === 'SQLITE_3' ? 60 : 25, seed: 4 },
    );
  });

  it('leave the same open, in whatever order complete ones arrive', async () => {
    const complete = uploads.map(list =>
      list.map(upload => ({ ...upload, isPartial: false, isComplete: true })),
    );
    await fc.assert(
      fc.asyncProperty(
        complete,
        fc.infiniteStream(fc.nat()),
        async (list, random) => {
          const shuffled = [...list]
            .map(upload => ({ upload, rank: random.next().value }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ upload }) => upload);
          const openOf = (all: { open: string[] }[]) =>
            all.map(({ open }) => open);
          expect(openOf(await play(shuffled))).toEqual(
            openOf(await play(list)),
          );
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 40 : 15, seed: 5 },
    );
  });
});
