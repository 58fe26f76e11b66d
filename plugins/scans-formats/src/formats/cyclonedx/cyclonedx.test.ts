import { readJson, readText } from '../../__testUtils__/readJson';

const vulnerability = (more: object = {}) => ({
  id: 'CVE-2026-1000',
  source: { name: 'Example', url: 'https://example.com/CVE-2026-1000' },
  ratings: [{ severity: 'high', method: 'other' }],
  cwes: [79],
  description: 'It runs what it reads.',
  affects: [{ ref: 'lib-1' }],
  ...more,
});

const bom = (vulnerabilities?: unknown, more: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  metadata: {
    timestamp: '2026-11-20T10:00:00Z',
    tools: { components: [{ name: 'Example-Scanner', version: '2.0' }] },
    component: {
      'bom-ref': 'shop',
      type: 'container',
      name: 'registry.example.com/shop:1.2',
    },
  },
  components: [
    {
      'bom-ref': 'lib-1',
      name: 'reader',
      version: '1.0',
      purl: 'pkg:npm/reader@1.0',
      components: [{ 'bom-ref': 'lib-2', name: 'inner', version: '3' }],
    },
  ],
  ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
  ...more,
});

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

const xml = (content: string, version = '1.6') =>
  `<?xml version="1.0"?>\n<!-- a licence -->\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}">${content}</bom>`;

describe('cyclonedx in XML', () => {
  it('reads what the JSON form says', () => {
    const read = readText(
      xml(`
        <metadata>
          <timestamp>2026-11-20T10:00:00Z</timestamp>
          <tools><tool><vendor>e</vendor><name>Example-Scanner</name><version>2.0</version></tool></tools>
          <component type="container" bom-ref="shop"><name>registry.example.com/shop:1.2</name></component>
        </metadata>
        <components>
          <component type="library" bom-ref="lib-1">
            <name>reader</name><version>1.0</version><purl>pkg:npm/reader@1.0</purl>
            <components><component type="library" bom-ref="lib-2"><name>inner</name><version>3</version></component></components>
          </component>
        </components>
        <vulnerabilities>
          <vulnerability>
            <id>CVE-2026-1000</id>
            <source><name>Example</name><url>https://example.com/CVE-2026-1000</url></source>
            <ratings><rating><severity>high</severity><method>other</method></rating></ratings>
            <cwes><cwe>79</cwe></cwes>
            <description>It runs what it reads.</description>
            <affects><target><ref>lib-1</ref></target></affects>
          </vulnerability>
        </vulnerabilities>`),
    );
    expect(read).toEqual(readJson(bom([vulnerability()])));
  });

  it('puts in the entities of XML and no others', () => {
    const [{ message }] = readText(
      xml(
        '<components><component bom-ref="a"><name>a</name></component></components>' +
          '<vulnerabilities><vulnerability><id>CVE-2026-1000</id>' +
          '<description>a &lt;b&gt; &amp;amp; &#x41;&#66; &other;</description>' +
          '<analysis><state>resolved</state></analysis>' +
          '<affects><target><ref>a</ref><versions><version><version>1</version><status>affected</status></version></versions></target></affects>' +
          '</vulnerability></vulnerabilities>',
      ),
    ).findings;
    expect(message).toBe('a <b> &amp; AB &other;');
  });

  it('reads the extension that came before vulnerabilities were part of it', () => {
    const read = readText(
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
        <components><component type="library" bom-ref="lib-1"><name>reader</name><version>1.0</version>
          <v:vulnerabilities><v:vulnerability ref="lib-1"><v:id>CVE-2026-1000</v:id>
            <v:source name="NVD"><v:url>https://example.com/1</v:url></v:source>
            <v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings>
          </v:vulnerability></v:vulnerabilities>
        </component></components></bom>`,
    );
    expect(read.findings).toMatchObject([
      {
        rule: 'CVE-2026-1000',
        severity: 'critical',
        cvss: { score: 9.8 },
        package: { name: 'reader', version: '1.0' },
        references: ['https://example.com/1'],
      },
    ]);
  });

  it('tells an inventory from a list of no vulnerabilities', () => {
    expect(readText(xml('<components/>')).coverage.isComplete).toBe(false);
    const looked = readText(
      xml(
        '<components><component><name>a</name></component></components><vulnerabilities/>',
      ),
    );
    expect(looked).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
  });

  it('refuses a document type, and with it every entity', () => {
    const bomb =
      '<?xml version="1.0"?><!-- x --><!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>' +
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>&a;</components></bom>';
    expect(() => readText(bomb)).toThrow('document type is not read');
  });

  it('refuses what is cut off, too deep, or names the prototype', () => {
    const whole = xml(
      '<components><component><name>a</name></component></components>',
    );
    expect(() => readText(whole.slice(0, -30))).toThrow('line');
    expect(() =>
      readText(
        xml(`${'<components>'.repeat(200)}${'</components>'.repeat(200)}`),
      ),
    ).toThrow('nested deeper');
    expect(() => readText(xml('<__proto__>1</__proto__>'))).toThrow(
      'not allowed',
    );
  });
});
