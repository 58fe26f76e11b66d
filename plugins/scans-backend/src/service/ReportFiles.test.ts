import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { grypeReport } from '../__testUtils__/reports';
import { CHECKOUT } from '../__testUtils__/startScans';
import { ReportFiles } from './ReportFiles';

describe('reports on the machine of the backend', () => {
  let folder: string;
  let taken: any[];
  let warned: string[];
  let isInCatalog: boolean;
  let asked: number;
  let outage: Error | undefined;
  let files: ReportFiles;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-reports-'));
    taken = [];
    warned = [];
    isInCatalog = true;
    asked = 0;
    outage = undefined;
    files = new ReportFiles({
      auth: mockServices.auth(),
      catalog: {
        getEntityByRef: async () => (isInCatalog ? { kind: 'x' } : undefined),
      } as never,
      intake: {
        take: async (what: any) => {
          asked += 1;
          if (outage) {
            throw outage;
          }
          if (!String(what.bytes).includes('matches')) {
            throw new InputError('The report cannot be read: it is no report');
          }
          taken.push(what);
        },
      } as never,
      logger: mockServices.logger.mock({
        warn: message => warned.push(message),
      }),
      reports: [
        {
          path: folder,
          entityRef: CHECKOUT,
          branch: 'main',
          lookedFor: ['secret'],
        },
      ],
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (name: string, text = JSON.stringify(grypeReport([]))) =>
    writeFile(join(folder, name), text);
  const take = () => files.takeNew(new AbortController().signal);

  it('are taken once, in the order of their names, and again when they change', async () => {
    await write('2.json');
    await write('1.json');
    await mkdir(join(folder, 'other'));
    await take();
    await take();
    expect(taken).toHaveLength(2);
    expect(taken[0]).toMatchObject({
      query: { entity: CHECKOUT, branch: 'main', lookedFor: ['secret'] },
      uploadedBy: 'service:files',
    });
    await write('1.json', JSON.stringify(grypeReport(['CVE-2026-1 a 1 low'])));
    await take();
    expect(taken).toHaveLength(3);
  });

  it('wait for their entity', async () => {
    isInCatalog = false;
    await write('1.json');
    await take();
    expect(taken).toEqual([]);
    isInCatalog = true;
    await take();
    expect(taken).toHaveLength(1);
  });

  it('that cannot be read are told once and hold up no other', async () => {
    await write('1.json', 'nonsense');
    await write('2.json');
    await take();
    await take();
    expect(taken).toHaveLength(1);
    expect(asked).toBe(2);
    expect(warned).toEqual([
      `Scans: ${join(folder, '1.json')} was not taken: The report cannot be read: it is no report`,
    ]);
  });

  it('are tried again when something else went wrong than their content', async () => {
    await write('1.json');
    outage = new Error('the database is away');
    await take();
    await take();
    expect(taken).toEqual([]);
    expect(warned).toEqual([
      `Scans: ${join(folder, '1.json')} was not taken: the database is away`,
    ]);
    outage = undefined;
    await take();
    await take();
    expect(taken).toHaveLength(1);
  });

  it('that could not be read are tried again when they are written anew', async () => {
    await write('1.json', 'nonsense');
    await take();
    await write('1.json');
    await take();
    expect(taken).toHaveLength(1);
  });
});
