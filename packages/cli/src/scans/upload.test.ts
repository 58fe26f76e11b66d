import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Scan } from '@plumbline/backstage-plugin-scans-common';
import {
  FakePortal,
  makeScan,
  startFakePortal,
} from './__testUtils__/startFakePortal';
import { PortalClient } from '../portal/PortalClient';
import { HttpScansApi, SCANS_PLUGIN } from './HttpScansApi';
import { UploadArguments, upload } from './upload';

const TOKEN = 'a-token-of-this-test';
const ENTITY = 'component:default/checkout';
const REPORT = JSON.stringify({
  matches: [],
  source: { type: 'image', target: { userInput: 'checkout:1' } },
  descriptor: { name: 'grype', version: '0.100.0' },
});
const MODIFIED = '2026-03-01T09:00:00.000Z';

const taken = (scan: Scan, repeated = false) => ({
  status: repeated ? 200 : 202,
  body: { scan, repeated },
});
const told = (scan: Scan) => ({ status: 200, body: scan });
const refused = (status: number, message: string) => ({
  status,
  body: { error: { name: 'Error', message } },
});

describe('scans upload', () => {
  let folder: string;
  let report: string;
  let portal: FakePortal | undefined;
  let stdout: string;
  let stderr: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-upload-'));
    report = join(folder, 'report.json');
    await writeFile(report, REPORT);
    await utimes(report, new Date(MODIFIED), new Date(MODIFIED));
    stdout = '';
    stderr = '';
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      stdout += text;
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      stderr += text;
      return true;
    });
    jest.replaceProperty(process, 'env', {
      ...process.env,
      PLUMBLINE_TOKEN: TOKEN,
      XDG_STATE_HOME: folder,
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await portal?.stop();
    portal = undefined;
    await rm(folder, { recursive: true });
  });

  async function run(
    script: Parameters<typeof startFakePortal>[0],
    options: Partial<UploadArguments> = {},
    files = [report],
  ): Promise<number> {
    await portal?.stop();
    portal = await startFakePortal(script);
    return upload(
      files,
      { entity: ENTITY, server: portal.url, wait: '5', ...options },
      { signal: new AbortController().signal, onEnd() {} },
    );
  }

  it('sends the report packed, with token and time, and says what changed', async () => {
    const queued = makeScan({ status: 'queued', changes: undefined });
    expect(
      await run([taken(queued), told(queued), told(makeScan())], {
        branch: 'main',
        commit: 'abcdef0',
        partial: true,
      }),
    ).toBe(0);
    expect(portal!.uploads).toEqual([
      {
        token: `Bearer ${TOKEN}`,
        report: REPORT,
        lookedFor: [],
        query: {
          entity: ENTITY,
          branch: 'main',
          commit: 'abcdef0',
          partial: 'true',
          scannedAt: MODIFIED,
        },
      },
    ]);
    expect(stdout).toContain('1 new, 2 unchanged, 3 fixed, 4 reopened');
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('sends a packed file as it is', async () => {
    await writeFile(report, gzipSync(REPORT));
    expect(await run([taken(makeScan())])).toBe(0);
    expect(portal!.uploads[0].report).toBe(REPORT);
  });

  it('says what was looked for, and how to when it should', async () => {
    const { changes } = makeScan();
    const scan = makeScan({
      tool: 'trivy',
      changes: { ...changes!, notObserved: 1, notLookedFor: ['secret'] },
    });
    await run([taken(scan)], { lookedFor: 'vulnerability, misconfiguration' });
    expect(portal!.uploads[0].lookedFor).toEqual([
      'vulnerability',
      'misconfiguration',
    ]);
    expect(stdout).toContain(
      'nothing says that trivy looked for such. If it did, say so: --looked-for secret\n',
    );
    await run([taken(makeScan())]);
    expect(stdout.split('--looked-for')).toHaveLength(2);
  });

  it('sends a token of the pipeline where the portal looks at those', async () => {
    const queued = makeScan({ status: 'queued', changes: undefined });
    await run([taken(queued), told(makeScan())], { oidc: true });
    expect(portal!.paths).toEqual([
      'POST /api/scans/trusted-uploads',
      'GET /api/scans/trusted-uploads/scan-1',
    ]);
  });

  it('says that nothing changed before it says what the same report once did', async () => {
    await run([taken(makeScan(), true)]);
    const [, repeated, changes] = stdout.split('\n');
    expect(repeated).toBe(
      '  The portal had this very report already: nothing changed. When it came first:',
    );
    expect(changes).toMatch(/ new, /);
  });

  it('prints one document with --json', async () => {
    expect(await run([taken(makeScan(), true)], { json: true })).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entity: ENTITY,
      uploads: [{ file: report, repeated: true, scan: { id: 'scan-1' } }],
      gate: null,
    });
  });

  it('sends nothing when one of the files cannot be read', async () => {
    const broken = join(folder, 'broken.json');
    await writeFile(broken, REPORT.slice(0, 40));
    await expect(
      run([taken(makeScan())], {}, [report, broken]),
    ).rejects.toThrow(/broken\.json: /);
    expect(portal!.paths).toHaveLength(0);
  });

  it.each([
    ['--entity', { entity: 'checkout' }],
    ['--commit', { commit: 'HEAD' }],
    ['--scanned-at', { scannedAt: 'yesterday' }],
    ['--url', { url: 'ftp://ci.test/7' }],
    ['--wait', { wait: 'long' }],
    ["--looked-for: 'secrets' is none of", { lookedFor: 'code,secrets' }],
    ["--looked-for: '' is none of", { lookedFor: '' }],
    ['--server', { server: 'portal.example.com' }],
    ['--server', { server: 'https://me:secret@portal.example.com' }],
  ])('refuses a wrong %s before it sends anything', async (name, options) => {
    await expect(run([taken(makeScan())], options)).rejects.toThrow(name);
    expect(portal!.paths).toHaveLength(0);
  });

  it('asks for a token and a portal', async () => {
    delete process.env.PLUMBLINE_TOKEN;
    await expect(run([taken(makeScan())])).rejects.toThrow('PLUMBLINE_TOKEN');
    await expect(
      run([taken(makeScan())], { server: undefined }),
    ).rejects.toThrow('PLUMBLINE_URL');
  });

  it('says what the portal refused, harmless and without the token', async () => {
    await expect(
      run([refused(403, `no \u001b[31m${TOKEN} for you`)]),
    ).rejects.toThrow(
      /report\.json: 127\.0\.0\.1:\d+: refused with status 403: no {1,2}\[31m\*\*\* for you$/,
    );
  });

  it.each([
    ['a page', { status: 200, body: '<html></html>' }, /not as a portal/],
    ['another shape', { status: 200, body: { ok: true } }, /not as a portal/],
    [
      'another address',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      /another address/,
    ],
    ['null', { status: 500, body: null }, /status 500$/],
  ])('refuses %s as an answer', async (_, answer, message) => {
    await expect(run([answer])).rejects.toThrow(message);
    expect(portal!.paths).toHaveLength(1);
  });

  it('ends with 3 when the portal could not work a report off', async () => {
    const scan = makeScan({
      status: 'failed',
      changes: undefined,
      error: 'It could not be worked off.',
    });
    expect(await run([taken(scan)])).toBe(3);
    expect(stdout).toContain('It could not be worked off.');
  });

  it('waits no longer than it may', async () => {
    const queued = makeScan({ status: 'queued', changes: undefined });
    await expect(
      run([taken(queued), told(queued)], { wait: '1' }),
    ).rejects.toThrow('has not worked it off yet');
  });

  it('tells what is held, superseded or was not looked at', async () => {
    await run([taken(makeScan({ status: 'held' }))]);
    expect(stdout).toContain('Held');
    await run([taken(makeScan({ status: 'rejected' }))]);
    expect(stdout).toContain('somebody said that this report was wrong');
    await run([taken(makeScan({ status: 'superseded', changes: undefined }))]);
    expect(stdout).toContain('a newer scan was there before');
    await run([taken(makeScan({ gaps: ['Not looked at: src/legacy'] }))]);
    expect(stdout).toContain('! Not looked at: src/legacy');
  });

  describe('with --fail-on', () => {
    it.each([
      ['high', 1],
      ['medium', 1],
      ['critical', 0],
    ] as const)(
      '%s ends with %i when a high one was opened',
      async (failOn, code) => {
        expect(await run([taken(makeScan())], { failOn })).toBe(code);
        expect(stdout).toContain(`--fail-on ${failOn}: 1 high opened.`);
      },
    );

    it('does not pass what nobody looked at or judged', async () => {
      const { changes } = makeScan();
      const nothing = {
        changes: { ...changes!, opened: { ...changes!.opened, high: 0 } },
      };
      const failOn = 'high';
      expect(await run([taken(makeScan(nothing))], { failOn })).toBe(0);
      expect(
        await run([taken(makeScan({ ...nothing, outcome: 'not-run' }))], {
          failOn,
        }),
      ).toBe(1);
      expect(
        await run(
          [taken(makeScan({ status: 'superseded', changes: undefined }))],
          { failOn },
        ),
      ).toBe(1);
    });
  });
});

describe('HttpScansApi', () => {
  const signal = new AbortController().signal;
  const ask = (server: string) =>
    new HttpScansApi({
      portal: new PortalClient({
        server,
        token: TOKEN,
        plugin: SCANS_PLUGIN,
        retryDelaysMs: [1, 1],
      }),
    }).getScan('scan-1', signal);

  it('tries again while a portal is busy or being started', async () => {
    const portal = await startFakePortal([
      refused(503, 'starting'),
      refused(429, 'busy'),
      told(makeScan()),
    ]);
    expect(await ask(portal.url)).toMatchObject({ id: 'scan-1' });
    expect(portal.paths).toHaveLength(3);
    await portal.stop();
  });

  it('gives up on a portal that cannot be reached', async () => {
    const portal = await startFakePortal([refused(503, 'starting')]);
    await expect(ask(portal.url)).rejects.toThrow('status 503: starting');
    expect(portal.paths).toHaveLength(3);
    await portal.stop();
    await expect(ask(portal.url)).rejects.toThrow('cannot be reached');
  });
});
