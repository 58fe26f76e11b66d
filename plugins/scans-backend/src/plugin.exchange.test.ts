import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { parseReport } from '@plumbline/backstage-plugin-scans-formats';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const YAML = 'CVE-2026-0002 yaml 2.0.0 critical 2.0.1';
const ZIP = 'CVE-2026-0003 zip 3.0.0 low';

function vex(
  statements: [id: string, purl: string, analysis: object][],
): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    vulnerabilities: statements.map(([id, ref, analysis]) => ({
      id,
      analysis,
      affects: [{ ref }],
    })),
  };
}

const UNREACHABLE = {
  state: 'not_affected',
  justification: 'code_not_reachable',
  detail: 'The parser is never called.',
};

describe('documents', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans();
  });
  afterEach(() => scans.stop());

  const rules = async (state: string) =>
    (await scans.findings({ state })).items.map(({ rule }: any) => rule);
  const take = async (document: unknown, who = ADA, entity = CHECKOUT) =>
    scans.call(who, 'POST', `/vex?entity=${entity}`, JSON.stringify(document));
  const decisions = async (query = '') =>
    (await scans.call(ADA, 'GET', `/decisions${query}`)).body.items;
  const get = (query: string, who: string | undefined = ADA) =>
    scans.call(who, 'GET', `/export?${query}`);

  describe('with statements of VEX', () => {
    it('decide, once, and take back', async () => {
      await scans.upload(grypeReport([ZLIB, ZIP]));
      const document = vex([
        ['CVE-2026-0001', 'pkg:npm/zlib@1.2.0', UNREACHABLE],
        ['CVE-2026-0003', 'pkg:npm/zip@9.9.9', UNREACHABLE],
        ['CVE-2026-0009', 'pkg:npm/zip', { state: 'in_triage' }],
      ]);
      expect((await take(document)).body).toEqual({
        statements: 3,
        created: 2,
        proposed: 0,
        ended: 0,
        unchanged: 0,
        ignored: 0,
        warnings: [],
      });
      // Of another version nothing was said
      expect(await rules('open')).toEqual(['CVE-2026-0003']);
      expect((await take(document)).body).toMatchObject({
        created: 0,
        unchanged: 2,
      });
      expect(await decisions()).toHaveLength(2);
      expect(await decisions()).toMatchObject([
        { source: 'vex', createdBy: ADA },
        { source: 'vex', status: 'not-affected' },
      ]);
      const corrected = vex([
        ['CVE-2026-0001', 'pkg:npm/zlib@1.2.0', { state: 'exploitable' }],
      ]);
      expect((await take(corrected)).body).toMatchObject({ ended: 1 });
      expect(await rules('open')).toEqual(['CVE-2026-0001', 'CVE-2026-0003']);
    });

    it('wait for approval of what is critical', async () => {
      await scans.upload(grypeReport([YAML]));
      const document = vex([
        ['CVE-2026-0002', 'pkg:npm/yaml@2.0.0', UNREACHABLE],
      ]);
      expect((await take(document)).body).toMatchObject({
        created: 1,
        proposed: 1,
      });
      expect(await rules('open')).toEqual(['CVE-2026-0002']);
      const [{ id }] = await decisions('?state=proposed');
      await scans.call(ROOT, 'POST', `/decisions/${id}/actions`, {
        action: 'approve',
      });
      expect(await rules('decided')).toEqual(['CVE-2026-0002']);
    });

    it('bring nothing back that a person revoked, and nothing over what a person decided', async () => {
      await scans.upload(grypeReport([ZLIB]));
      const document = vex([
        ['CVE-2026-0001', 'pkg:npm/zlib@1.2.0', UNREACHABLE],
      ]);
      await take(document);
      const [{ id }] = await decisions();
      await scans.call(ADA, 'POST', `/decisions/${id}/actions`, {
        action: 'revoke',
      });
      expect((await take(document)).body).toMatchObject({ unchanged: 1 });
      expect(await rules('open')).toEqual(['CVE-2026-0001']);
      const { body } = await scans.call(ADA, 'POST', '/decisions', {
        matcher: {
          about: 'vulnerability',
          vulnerability: 'CVE-2026-0001',
          within: CHECKOUT,
        },
        status: 'false-positive',
        reason: 'The scanner is wrong.',
      });
      const changed = { ...UNREACHABLE, detail: 'Said in other words.' };
      await take(vex([['CVE-2026-0001', 'pkg:npm/zlib@1.2.0', changed]]));
      const { items } = await scans.findings({ state: 'decided' });
      expect(items).toMatchObject([{ decision: 'false-positive' }]);
      expect(body.state).toBe('active');
    });

    it('are refused when they are none, too large, or of a stranger', async () => {
      await scans.upload(grypeReport([ZLIB]));
      expect((await take({})).status).toBe(400);
      expect((await take('{')).status).toBe(400);
      const large = ' '.repeat(9 * 1024 * 1024);
      expect(
        (await scans.call(ADA, 'POST', `/vex?entity=${CHECKOUT}`, large))
          .status,
      ).toBe(413);
      expect((await take(vex([]), BOB)).status).toBe(404);
      expect(await decisions()).toEqual([]);
    });
  });

  describe('with findings', () => {
    it('are CSV that no spreadsheet takes for formulas', async () => {
      await scans.upload(grypeReport(['CVE-2026-0007 =cmd 1.0.0 high']));
      const { status, text, headers } = await get(
        `entity=${CHECKOUT}&format=csv`,
      );
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="checkout-\d{4}-\d\d-\d\d\.csv"$/,
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const lines = text.split('\r\n');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toContain(`,'=cmd,`);
      expect(lines[1]).toContain(`${CHECKOUT},vulnerability,high,open,`);
    });

    it('are whole, however many they are', async () => {
      const many = Array.from(
        { length: 1203 },
        (_, index) => `CVE-2026-${10_000 + index} lib-${index} 1.0.0 high`,
      );
      await scans.upload(grypeReport(many));
      const { text } = await get(`entity=${CHECKOUT}&format=csv&limit=5`);
      const ids = text
        .trim()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(',')[5]);
      expect(new Set(ids).size).toBe(1203);
      const sarif = JSON.parse(
        (await get(`entity=${CHECKOUT}&format=sarif`)).text,
      );
      expect(sarif.runs[0].results).toHaveLength(1203);
    });

    it('are SARIF that keeps name and version of a package when it is read again', async () => {
      await scans.upload(grypeReport([ZLIB]));
      const sarif = await get(`entity=${CHECKOUT}&format=sarif`);
      const { findings } = parseReport(Buffer.from(sarif.text), {
        secretKey: 'key of a test',
      });
      expect(findings.map(finding => finding.package)).toEqual([
        {
          purl: 'pkg:npm/zlib@1.2.0',
          name: 'zlib',
          version: '1.2.0',
          fixedVersions: ['1.3.0'],
          fixState: 'fixed',
        },
      ]);
    });

    it('are SARIF with what was decided, and VEX that says the same when it comes back', async () => {
      await scans.upload(grypeReport([ZLIB, ZIP]));
      await take(vex([['CVE-2026-0001', 'pkg:npm/zlib@1.2.0', UNREACHABLE]]));
      const sarif = await get(`entity=${CHECKOUT}&format=sarif&state=decided`);
      expect(sarif.headers.get('content-type')).toContain('sarif+json');
      expect(JSON.parse(sarif.text)).toMatchObject({
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'Plumbline' } },
            results: [
              {
                ruleId: 'CVE-2026-0001',
                level: 'error',
                suppressions: [
                  {
                    kind: 'external',
                    status: 'accepted',
                    justification: UNREACHABLE.detail,
                  },
                ],
              },
            ],
          },
        ],
      });
      const exported = await get(`entity=${CHECKOUT}&format=vex`);
      const document = JSON.parse(exported.text);
      expect(document).toMatchObject({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        vulnerabilities: [
          {
            id: 'CVE-2026-0001',
            analysis: UNREACHABLE,
            affects: [{ ref: 'pkg:npm/zlib@1.2.0' }],
          },
        ],
        components: [{ 'bom-ref': 'pkg:npm/zlib@1.2.0', name: 'zlib' }],
      });
      expect((await take(document)).body).toMatchObject({
        created: 0,
        unchanged: 1,
      });
      await scans.upload(grypeReport([ZLIB]), { entity: CART });
      expect((await take(document, ADA, CART)).body.created).toBe(1);
      expect(scans.audited).toContain('vex-import succeeded');
    });

    it('hold nothing of others, and are empty and whole then', async () => {
      await scans.upload(grypeReport([ZLIB]));
      const csv = await get(`entity=${CHECKOUT}&format=csv`, BOB);
      expect(csv.text.trim().split('\r\n')).toHaveLength(1);
      for (const format of ['sarif', 'vex']) {
        const { text } = await get(`entity=${CHECKOUT}&format=${format}`, BOB);
        expect(text).not.toContain('CVE');
        expect(() => JSON.parse(text)).not.toThrow();
      }
      expect((await get(`format=pdf`)).status).toBe(400);
    });
  });
});
