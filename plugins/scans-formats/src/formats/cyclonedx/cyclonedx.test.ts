import { readJson } from '../../__testUtils__/readJson';
import { bom, vulnerability } from './__fixtures__/bom';

describe('cyclonedx', () => {
  it('lists one finding for each thing that a vulnerability affects', () => {
    const read = readJson(
      bom([
        vulnerability({ affects: [{ ref: 'lib-1' }, { ref: 'lib-2' }] }),
        vulnerability({ id: 'CVE-2026-2000', affects: undefined }),
      ]),
    );
    expect(read).toMatchObject({
      tool: 'example-scanner',
      toolVersion: '2.0',
      format: 'cyclonedx',
      category: 'cyclonedx',
      outcome: 'complete',
      scannedAt: '2026-11-20T10:00:00Z',
      target: 'registry.example.com/shop',
      rules: 2,
      packages: 2,
      counts: { raw: 3, bySeverity: { high: 3 }, byKind: { vulnerability: 3 } },
      coverage: { isComplete: true },
    });
    expect(
      read.findings.map(({ title, package: found }) => [title, found?.purl]),
    ).toEqual(
      expect.arrayContaining([
        ['CVE-2026-1000 in reader', 'pkg:npm/reader@1.0'],
        ['CVE-2026-1000 in inner', undefined],
        ['CVE-2026-2000 in registry.example.com/shop', undefined],
      ]),
    );
  });

  it('proves nothing about vulnerabilities where it does not list them', () => {
    expect(readJson(bom())).toMatchObject({
      outcome: 'empty',
      packages: 2,
      coverage: { isComplete: false },
    });
    expect(readJson(bom([]))).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true, gaps: [] },
    });
  });

  it.each([
    'not_affected',
    'false_positive',
    'resolved',
    'resolved_with_pedigree',
  ])('suppresses what its author settled as %s', state => {
    const read = readJson(
      bom([
        vulnerability({
          analysis: {
            state,
            justification: 'code_not_present',
            detail: 'Left out of the build',
          },
        }),
      ]),
    );
    expect(read.counts).toMatchObject({ raw: 0, suppressed: 1 });
    expect(read.findings[0].suppression).toEqual({
      status: state,
      reason: 'code_not_present: Left out of the build',
    });
  });

  it('leaves open what is exploitable or still looked into', () => {
    const read = readJson(
      bom([
        vulnerability({ analysis: { state: 'exploitable' } }),
        vulnerability({
          id: 'CVE-2026-2000',
          analysis: { state: 'in_triage' },
        }),
      ]),
    );
    expect(read.counts).toMatchObject({ raw: 2, suppressed: 0 });
  });

  it('counts what is open for one version as open', () => {
    const read = readJson(
      bom(
        [
          vulnerability({
            analysis: { state: 'not_affected' },
            affects: [{ ref: 'shop', versions: [{ version: '1.0' }] }],
          }),
          vulnerability({
            analysis: { state: 'exploitable' },
            affects: [{ ref: 'shop', versions: [{ version: '1.2' }] }],
          }),
        ],
        { components: [] },
      ),
    );
    expect(read.counts).toMatchObject({ raw: 1, suppressed: 1, findings: 1 });
    expect(read.packages).toBe(0);
    expect(read.coverage.isComplete).toBe(false);
  });

  it('does not count versions that are all unaffected', () => {
    const read = readJson(
      bom([
        vulnerability({
          affects: [
            {
              ref: 'lib-1',
              versions: [{ version: '0.9', status: 'unaffected' }],
            },
          ],
        }),
      ]),
    );
    expect(read.findings[0].suppression).toEqual({ status: 'not_affected' });
  });

  it('follows a link into another bill of materials without its version', () => {
    const identityAt = (link: string) =>
      readJson(bom([vulnerability({ affects: [{ ref: link }] })])).findings[0]
        .identity;
    const serial = 'urn:cdx:00000000-0000-4000-8000-000000000009';
    expect(identityAt(`${serial}/1#app`)).toBe(identityAt(`${serial}/2#app`));
    expect(identityAt(`${serial}/1#app`)).not.toBe(
      identityAt(`${serial}/1#web`),
    );
    expect(
      readJson(
        bom([
          vulnerability({
            affects: [{ ref: `${serial}/1#pkg%3Anpm%2Freader%402.0` }],
          }),
        ]),
      ).findings[0].package?.purl,
    ).toBe('pkg:npm/reader@2.0');
  });

  it('believes the newest method, its own source before the NVD, and words before scores', () => {
    const severityOf = (...ratings: object[]) => {
      const [{ severity, severitySource, cvss }] = readJson(
        bom([vulnerability({ ratings })]),
      ).findings;
      return [severity, severitySource, cvss?.score];
    };
    const v2 = { method: 'CVSSv2', score: 10, severity: 'high' };
    const v3 = { method: 'CVSSv3', score: 5.5, severity: 'medium' };
    const v31 = { method: 'CVSSv31', score: 9.1 };
    const nvd = { source: { name: 'NVD' } };
    expect(severityOf(v2, v3)).toEqual(['medium', 'tool', 5.5]);
    expect(severityOf(v31, v2)).toEqual(['high', 'tool', 9.1]);
    expect(severityOf(v31)).toEqual(['critical', 'cvss', 9.1]);
    expect(
      severityOf(
        { ...v3, ...nvd, severity: 'critical' },
        { ...v3, source: { name: 'Example' }, severity: 'low' },
      ),
    ).toEqual(['low', 'tool', 5.5]);
    expect(severityOf({ severity: 'unknown' })).toEqual([
      'unknown',
      'tool',
      undefined,
    ]);
    expect(severityOf({ severity: 'none', method: 'other', score: 9 })).toEqual(
      ['info', 'tool', undefined],
    );
    expect(severityOf()).toEqual(['unknown', 'default', undefined]);
  });

  it('computes the score of a vector that lacks its prefix', () => {
    const [{ cvss }] = readJson(
      bom([
        vulnerability({
          ratings: [
            {
              method: 'CVSSv31',
              vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            },
          ],
        }),
      ]),
    ).findings;
    expect(cvss).toEqual({
      score: 9.8,
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    });
  });

  it('takes equivalent ids for aliases', () => {
    const [{ vulnerability: found, rule }] = readJson(
      bom([
        vulnerability({
          id: 'EX-1',
          references: [{ id: 'CVE-2026-3000' }, { id: 'GHSA-aaaa-bbbb-cccc' }],
        }),
      ]),
    ).findings;
    expect(rule).toBe('EX-1');
    expect(found).toEqual({
      id: 'CVE-2026-3000',
      aliases: ['EX-1', 'GHSA-aaaa-bbbb-cccc'],
    });
  });

  it('refuses what does not say that it is CycloneDX', () => {
    expect(() => readJson({ components: [] }, 'cyclonedx')).toThrow(
      'does not say that it is CycloneDX',
    );
  });
});
