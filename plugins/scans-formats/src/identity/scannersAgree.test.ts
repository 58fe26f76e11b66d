import { readJson } from '../__testUtils__/readJson';

const CVE = 'CVE-2026-4242';
const GHSA = 'GHSA-abcd-efgh-jkmn';

interface Package {
  type: string;
  ecosystem: string;
  purl: string;
  name: string;
}

const PACKAGES: Package[] = [
  {
    type: 'npm',
    ecosystem: 'npm',
    purl: 'pkg:npm/%40acme/widget@1.0.0',
    name: '@acme/widget',
  },
  {
    type: 'gomod',
    ecosystem: 'Go',
    purl: 'pkg:golang/example.com/acme/widget@v1.0.0',
    name: 'example.com/acme/widget',
  },
  {
    type: 'pom',
    ecosystem: 'Maven',
    purl: 'pkg:maven/org.acme/widget@1.0.0',
    name: 'org.acme:widget',
  },
  {
    type: 'pip',
    ecosystem: 'PyPI',
    purl: 'pkg:pypi/acme.widget@1.0.0',
    name: 'Acme.Widget',
  },
  {
    type: 'composer',
    ecosystem: 'Packagist',
    purl: 'pkg:composer/acme/widget@1.0.0',
    name: 'acme/widget',
  },
  {
    type: 'bundler',
    ecosystem: 'RubyGems',
    purl: 'pkg:gem/widget@1.0.0',
    name: 'widget',
  },
  {
    type: 'cargo',
    ecosystem: 'crates.io',
    purl: 'pkg:cargo/widget@1.0.0',
    name: 'widget',
  },
];

const identitiesOf = (value: unknown) =>
  readJson(value).findings.map(({ identity }) => identity);

/** Trivy names the CVE, and the advisory beside it. */
const ofTrivy = ({ type, purl, name }: Package, withPurl: boolean) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'repository',
  Results: [
    {
      Target: 'services/shop/manifest.lock',
      Class: 'lang-pkgs',
      Type: type,
      Vulnerabilities: [
        {
          VulnerabilityID: CVE,
          VendorIDs: [GHSA],
          PkgName: name,
          InstalledVersion: '1.0.0',
          Severity: 'HIGH',
          ...(withPurl ? { PkgIdentifier: { PURL: purl } } : {}),
        },
      ],
    },
  ],
});

/** Grype names the advisory, and the CVE as related. */
const ofGrype = ({ purl, name }: Package) => ({
  descriptor: { name: 'grype' },
  source: { type: 'directory', target: '/checkout' },
  matches: [
    {
      vulnerability: { id: GHSA, severity: 'Medium' },
      relatedVulnerabilities: [{ id: CVE }],
      artifact: {
        name,
        version: '1.0.0',
        purl: `${purl}?package-id=1`,
        locations: [{ path: '/services/shop/manifest.lock' }],
      },
    },
  ],
});

/** OSV-Scanner has no package URL, and paths of the machine. */
const ofOsv = ({ ecosystem, name }: Package) => ({
  results: [
    {
      source: { path: '/src/services/shop/manifest.lock', type: 'lockfile' },
      packages: [
        {
          package: { name, version: '1.0.0', ecosystem },
          groups: [{ ids: [GHSA], aliases: [CVE, GHSA] }],
          vulnerabilities: [{ id: GHSA }],
        },
      ],
    },
  ],
});

describe('the identity of a vulnerability', () => {
  it.each(PACKAGES)(
    'is the same by Trivy, Grype and OSV-Scanner for $name',
    found => {
      const identities = [
        ofTrivy(found, true),
        ofTrivy(found, false),
        ofGrype(found),
        ofOsv(found),
      ].flatMap(identitiesOf);
      expect(identities).toHaveLength(4);
      expect(new Set(identities).size).toBe(1);
    },
  );

  it('is the same by Trivy and Grype in an image, whatever its tag', () => {
    const purl = 'pkg:apk/alpine/widget@1.0.0-r1?arch=x86_64&distro=3.20';
    const [byTrivy] = identitiesOf({
      SchemaVersion: 2,
      ArtifactName: 'registry.example.com:5000/shop:1.0',
      ArtifactType: 'container_image',
      Results: [
        {
          Target: 'registry.example.com:5000/shop:1.0 (alpine 3.20)',
          Class: 'os-pkgs',
          Type: 'alpine',
          Vulnerabilities: [
            {
              VulnerabilityID: CVE,
              PkgName: 'widget',
              PkgIdentifier: { PURL: purl },
            },
          ],
        },
      ],
    });
    const [byGrype] = identitiesOf({
      descriptor: { name: 'grype' },
      source: {
        type: 'image',
        target: { userInput: 'registry.example.com:5000/shop@sha256:00ff' },
      },
      matches: [
        {
          vulnerability: { id: CVE },
          artifact: {
            name: 'widget',
            purl,
            locations: [{ path: '/lib/apk/db' }],
          },
        },
      ],
    });
    expect(byTrivy).toBe(byGrype);
  });
});
