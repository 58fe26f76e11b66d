import { readVex } from './readVex';

const ZLIB = 'pkg:npm/zlib@1.2.0';

function document(vulnerabilities: unknown, more: object = {}) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      {
        'bom-ref': 'app',
        name: 'checkout',
        components: [
          { 'bom-ref': 'zlib', name: 'zlib', purl: `${ZLIB}?arch=amd64` },
        ],
      },
    ],
    vulnerabilities,
    ...more,
  };
}

const stating = (analysis: unknown, more: object = {}) =>
  readVex(
    document([
      { id: 'cve-2026-0001', analysis, affects: [{ ref: 'zlib' }], ...more },
    ]),
  );

describe('readVex', () => {
  it.each([
    ['not_affected', 'not-affected'],
    ['false_positive', 'false-positive'],
    ['resolved', 'mitigated'],
    ['resolved_with_pedigree', 'mitigated'],
    ['exploitable', undefined],
    ['in_triage', undefined],
  ])('takes the state %s as %s', (state, status) => {
    expect(
      stating({ state, justification: 'code_not_reachable', detail: 'Unused.' })
        .statements,
    ).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        package: 'pkg:npm/zlib',
        version: '1.2.0',
        status,
        justification: 'code_not_reachable',
        reason: 'Unused.',
      },
    ]);
  });

  it.each([
    ['a component', 'zlib'],
    ['a package URL', ZLIB],
    [
      'a link into another document',
      `urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#${encodeURIComponent(ZLIB)}`,
    ],
    [
      'a link to a component',
      'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#zlib',
    ],
  ])('knows the package by %s', (_by, ref) => {
    const { statements } = stating(
      { state: 'false_positive' },
      { affects: [{ ref }] },
    );
    expect(statements).toMatchObject([
      { package: 'pkg:npm/zlib', version: '1.2.0' },
    ]);
  });

  it('calls packages of a distribution as findings do', () => {
    const { statements } = stating(
      { state: 'false_positive' },
      { affects: [{ ref: 'pkg:rpm/rhel/zlib@1%2B2-3?arch=x' }] },
    );
    expect(statements).toMatchObject([
      { package: 'pkg:rpm/redhat/zlib', version: '1+2-3' },
    ]);
  });

  it('says nothing of every package because of one that it does not know', () => {
    expect(
      stating({ state: 'false_positive' }, { affects: [{ ref: 'other' }] }),
    ).toEqual({
      statements: [],
      ignored: 1,
      warnings: [
        'cve-2026-0001 affects what no package URL of the document names',
      ],
    });
    expect(
      stating({ state: 'false_positive' }, { affects: [] }).statements,
    ).toMatchObject([{ vulnerability: 'CVE-2026-0001' }]);
  });

  it.each([
    [null],
    [{}],
    ['text'],
    [{ state: 'fixed' }],
    [{ state: 7 }],
    [{ state: 'not_affected' }],
    [{ state: 'not_affected', justification: 'because', detail: null }],
    [{ state: '__proto__' }],
  ])('ignores %j and counts it', analysis => {
    expect(stating(analysis)).toMatchObject({ statements: [], ignored: 1 });
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{}],
    [{ bomFormat: 'CycloneDX' }],
    [{ bomFormat: 'SPDX', vulnerabilities: [] }],
    [{ bomFormat: 'CycloneDX', vulnerabilities: {} }],
  ])('refuses %j', value => {
    expect(() => readVex(value)).toThrow(/document/);
  });

  it('survives hostile documents', () => {
    let deep: any = { 'bom-ref': 'zlib' };
    for (let level = 0; level < 50_000; level += 1) {
      deep = { components: [deep] };
    }
    const hostile = document(
      [
        null,
        7,
        [],
        { id: {} },
        { id: 'x\u0000', analysis: { state: 'resolved' } },
        {
          id: 'CVE-2026-2',
          analysis: {
            state: 'resolved',
            detail: `<img src=x>\u0000 ghp_${'a1B2'.repeat(9)}`,
          },
        },
      ],
      { components: [deep, null, 'x'], metadata: 7 },
    );
    expect(readVex(hostile)).toMatchObject({
      ignored: 5,
      statements: [{ vulnerability: 'CVE-2026-2', reason: '<img src=x> ***' }],
    });
    const many = Array.from({ length: 5001 }, (_, index) => ({
      id: `CVE-2026-${10_000 + index}`,
      analysis: { state: 'resolved' },
    }));
    expect(() => readVex(document(many))).toThrow('more than 5000 statements');
  });
});
