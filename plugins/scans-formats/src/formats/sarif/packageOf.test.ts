import { findingOf, placeIn } from './__testUtils__/sarifOf';

const PINNED = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

describe('packages in SARIF', () => {
  it('is read from the message of Trivy', () => {
    const finding = findingOf(
      {
        ruleId: 'CVE-2024-0001',
        level: 'error',
        message: {
          text: 'Package: zlib\nInstalled Version: 1.2.11\nVulnerability CVE-2024-0001\nSeverity: HIGH\nFixed Version: 1.2.12, 1.3.0\nLink: [CVE-2024-0001](https://example.com/1)',
        },
        locations: [placeIn('package-lock.json', PINNED)],
      },
      {
        name: 'Trivy',
        rules: [
          {
            id: 'CVE-2024-0001',
            name: 'LanguageSpecificPackageVulnerability',
            fullDescription: { text: 'A buffer is too small.' },
            properties: {
              'security-severity': '9.8',
              cvssv3_vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
            },
          },
        ],
      },
    );

    expect(finding).toMatchObject({
      kind: 'vulnerability',
      severity: 'critical',
      title: 'CVE-2024-0001 in zlib',
      message: 'A buffer is too small.',
      vulnerability: { id: 'CVE-2024-0001' },
      package: {
        purl: 'pkg:npm/zlib@1.2.11',
        version: '1.2.11',
        fixedVersions: ['1.2.12', '1.3.0'],
        fixState: 'fixed',
      },
      target: 'package-lock.json',
      cvss: { score: 5.3 },
    });
    expect(finding.location).toEqual({ path: 'package-lock.json' });
  });

  it('names the image without its tag as target', () => {
    expect(
      findingOf(
        {
          ruleId: 'CVE-2024-0001',
          message: { text: 'Package: musl\nInstalled Version: 1.1' },
          locations: [placeIn('shop/api', PINNED)],
        },
        {
          name: 'Trivy',
          properties: { imageName: 'registry.example.com:5000/shop/api:1.4' },
        },
      ).target,
    ).toBe('registry.example.com:5000/shop/api');
  });

  it.each([
    [
      'The path app.whl reports Flask_App at version 2.0.1  which would result in a vulnerable (python) package installed',
    ],
    [
      'A critical vulnerability in python package: Flask_App, version 2.0.1 was found at: /app.jar',
    ],
  ])('is read from the sentence of Grype: %s', text => {
    expect(
      findingOf(
        { ruleId: 'CVE-2021-4422-Flask_App', message: { text } },
        {
          name: 'Grype',
          rules: [
            {
              id: 'CVE-2021-4422-Flask_App',
              help: {
                text: 'Vulnerability CVE-2021-4422\nSeverity: critical\nPackage: Flask_App\nVersion: 2.0.1\nFix Version: 2.0.2\nType: python',
              },
            },
          ],
        },
      ),
    ).toMatchObject({
      rule: 'CVE-2021-4422-Flask_App',
      vulnerability: { id: 'CVE-2021-4422' },
      package: {
        purl: 'pkg:pypi/flask-app@2.0.1',
        fixedVersions: ['2.0.2'],
      },
    });
  });

  it('is read from the message of OSV-Scanner, with the aliases of the rule', () => {
    expect(
      findingOf(
        {
          ruleId: 'CVE-2022-24713',
          message: {
            text: "Package 'regex@1.5.1' is vulnerable to 'CVE-2022-24713' (also known as 'GHSA-m5pq-gvj9-9vr8').",
          },
          locations: [placeIn('Cargo.lock')],
        },
        {
          name: 'osv-scanner',
          rules: [
            { id: 'CVE-2022-24713', deprecatedIds: ['GHSA-m5pq-gvj9-9vr8'] },
          ],
        },
      ),
    ).toMatchObject({
      vulnerability: { id: 'CVE-2022-24713', aliases: ['GHSA-m5pq-gvj9-9vr8'] },
      package: { purl: 'pkg:cargo/regex@1.5.1' },
      target: 'Cargo.lock',
    });
  });

  it('is read from the place that Snyk names', () => {
    expect(
      findingOf(
        {
          ruleId: 'SNYK-JS-LODASH-567746',
          message: {
            text: 'This file introduces a vulnerable lodash package.',
          },
          locations: [
            {
              ...placeIn('package.json', PINNED),
              logicalLocations: [{ fullyQualifiedName: 'lodash@4.17.15' }],
            },
          ],
        },
        { name: 'Snyk Open Source' },
      ).package,
    ).toMatchObject({ purl: 'pkg:npm/lodash@4.17.15' });
  });

  it('is read from properties, and the CVE from a longer id', () => {
    expect(
      findingOf({
        ruleId: 'BDSA-2020-1001 (CVE-2020-11022)',
        message: { text: 'x' },
        properties: {
          component: 'jquery',
          componentVersion: '1.0.0',
          componentOrigin: 'npm',
        },
      }),
    ).toMatchObject({
      vulnerability: { id: 'CVE-2020-11022', aliases: ['BDSA-2020-1001'] },
      package: { purl: 'pkg:npm/jquery@1.0.0' },
    });
  });
});
