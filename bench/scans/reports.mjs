/** A generator of numbers that is the same in every run (mulberry32). */
function createRandom(seed) {
  let state = seed;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const WORDS =
  'a request that was not checked reaches the parser of the server and lets an attacker read memory or run commands with the rights of the process before the session of another user ends'.split(
    ' ',
  );

const sentence = (random, length) =>
  Array.from({ length }, () => WORDS[random(WORDS.length)]).join(' ');
const hex = (random, length) =>
  Array.from({ length }, () => random(16).toString(16)).join('');
const pick = (random, list) => list[random(list.length)];

const VECTORS = Array.from({ length: 200 }, (_, index) => {
  const random = createRandom(index);
  return `CVSS:3.1/AV:${pick(random, 'NALP')}/AC:${pick(random, 'LH')}/PR:${pick(random, 'NLH')}/UI:${pick(random, 'NR')}/S:${pick(random, 'UC')}/C:${pick(random, 'NLH')}/I:${pick(random, 'NLH')}/A:${pick(random, 'NLH')}`;
});

/** One of few packages, each in one version: a report lists many flaws of each. */
function packageOf(random) {
  const number = random(1500);
  return [`package-${number}`, `${number % 9}.${number % 30}.${number % 7}`];
}

const cve = random => `CVE-20${10 + random(16)}-${1000 + random(60_000)}`;

function sarifResult(random, index) {
  const rule = random(200);
  const line = 1 + random(2000);
  return {
    ruleId: `js/rule-${rule}`,
    ruleIndex: rule,
    level: pick(random, ['error', 'warning', 'note']),
    message: {
      text: `This value depends on a [user-provided value](1): ${sentence(random, 25)}.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: `services/shop/src/module${index % 900}/part${random(40)}.ts`,
            uriBaseId: '%SRCROOT%',
            index: random(900),
          },
          region: {
            startLine: line,
            startColumn: 5,
            endLine: line + 1,
            endColumn: 60,
            snippet: {
              text: `const row${index} = await query(\`${sentence(random, 8)}\`);`,
            },
          },
          contextRegion: {
            startLine: line - 1,
            endLine: line + 3,
            snippet: { text: `  ${sentence(random, 30)}\n    return;\n` },
          },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${hex(random, 16)}:1`,
      primaryLocationStartColumnFingerprint: '4',
    },
    relatedLocations: [
      {
        id: 1,
        physicalLocation: {
          artifactLocation: {
            uri: `services/shop/src/module${index % 900}/input.ts`,
            uriBaseId: '%SRCROOT%',
            index: random(900),
          },
          region: { startLine: 3, startColumn: 9, endColumn: 21 },
        },
        message: { text: 'user-provided value' },
      },
    ],
  };
}

const SARIF_HEAD = {
  name: 'CodeQL',
  semanticVersion: '2.20.1',
  rules: Array.from({ length: 200 }, (_, rule) => ({
    id: `js/rule-${rule}`,
    name: `js/rule-${rule}`,
    shortDescription: { text: `Rule ${rule}` },
    defaultConfiguration: { enabled: true, level: 'warning' },
    properties: {
      tags: [
        'security',
        `external/cwe/cwe-${String(20 + rule).padStart(3, '0')}`,
      ],
      precision: 'high',
      'security-severity': String((rule % 100) / 10),
    },
  })),
};

function grypeMatch(random, index) {
  const id = cve(random);
  const [name, version] = packageOf(random);
  const cvss = [
    {
      source: 'nvd@nist.gov',
      type: 'Primary',
      version: '3.1',
      vector: pick(random, VECTORS),
      metrics: { baseScore: 7.5, exploitabilityScore: 3.9, impactScore: 3.6 },
      vendorMetadata: {},
    },
  ];
  return {
    vulnerability: {
      id,
      dataSource: `https://security.example.com/tracker/${id}`,
      namespace: 'debian:distro:debian:12',
      severity: pick(random, [
        'Critical',
        'High',
        'Medium',
        'Low',
        'Negligible',
      ]),
      urls: [],
      description: `${sentence(random, 50)}.`,
      cvss: [],
      epss: [
        {
          cve: id,
          epss: random(1000) / 1000,
          percentile: 0.5,
          date: '2026-11-01',
        },
      ],
      fix: { versions: [`${version}-${random(9)}`], state: 'fixed' },
      advisories: [],
      risk: 0.1,
    },
    relatedVulnerabilities: [
      {
        id,
        dataSource: `https://nvd.example.com/vuln/detail/${id}`,
        namespace: 'nvd:cpe',
        severity: 'High',
        urls: [1, 2, 3].map(n => `https://advisories.example.com/${n}/${id}`),
        description: `${sentence(random, 50)}.`,
        cvss,
      },
    ],
    matchDetails: [
      {
        type: 'exact-indirect-match',
        matcher: 'dpkg-matcher',
        searchedBy: {
          distro: { type: 'debian', version: '12' },
          namespace: 'debian:distro:debian:12',
          package: { name, version },
        },
        found: { vulnerabilityID: id, versionConstraint: 'none (unknown)' },
      },
    ],
    artifact: {
      id: hex(random, 16),
      name,
      version,
      type: 'deb',
      locations: [
        {
          path: `/var/lib/dpkg/status.d/${name}-${index % 7}`,
          layerID: `sha256:${hex(random, 64)}`,
        },
      ],
      language: '',
      licenses: ['GPL-2.0-or-later', 'MIT'],
      cpes: [1, 2].map(
        n => `cpe:2.3:a:${name}:${name}${n}:${version}:*:*:*:*:*:*:*`,
      ),
      purl: `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12`,
      upstreams: [{ name: 'upstream' }],
    },
  };
}

function trivyVulnerability(random) {
  const id = cve(random);
  const [name, version] = packageOf(random);
  return {
    VulnerabilityID: id,
    PkgID: `${name}@${version}`,
    PkgName: name,
    PkgPath: `app/node_modules/${name}/package.json`,
    PkgIdentifier: { PURL: `pkg:npm/${name}@${version}`, UID: hex(random, 16) },
    InstalledVersion: version,
    FixedVersion: `${version}1, ${version}2`,
    Status: 'fixed',
    Layer: { DiffID: `sha256:${hex(random, 64)}` },
    SeveritySource: 'ghsa',
    PrimaryURL: `https://avd.example.com/nvd/${id.toLowerCase()}`,
    DataSource: {
      ID: 'ghsa',
      Name: 'Advisories',
      URL: 'https://advisories.example.com',
    },
    Title: `${name}: ${sentence(random, 8)}`,
    Description: `${sentence(random, 60)}.`,
    Severity: pick(random, ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']),
    CweIDs: [`CWE-${20 + random(700)}`],
    CVSS: {
      ghsa: { V3Vector: pick(random, VECTORS), V3Score: 7.5 },
      nvd: { V3Vector: pick(random, VECTORS), V3Score: 9.8 },
    },
    References: [1, 2, 3, 4, 5, 6].map(
      n => `https://advisories.example.com/${n}/${id}`,
    ),
    PublishedDate: '2025-01-09T15:15:00Z',
    LastModifiedDate: '2025-02-11T19:50:00Z',
  };
}

/** Reports in the shapes of three scanners; every result is new. */
const SHAPES = {
  sarif: {
    item: sarifResult,
    head: `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(SARIF_HEAD)}},"results":[`,
    tail: ']}]}',
  },
  grype: {
    item: grypeMatch,
    head: '{"matches":[',
    tail: '],"source":{"type":"image","target":{"userInput":"registry.example.com/shop:1.2","layers":[]}},"distro":{"name":"debian","version":"12"},"descriptor":{"name":"grype","version":"0.96.0","timestamp":"2026-11-01T10:00:00Z"}}',
  },
  trivy: {
    item: trivyVulnerability,
    head: '{"SchemaVersion":2,"CreatedAt":"2026-11-01T10:00:00Z","ArtifactName":"registry.example.com/shop:1.2","ArtifactType":"container_image","Results":[{"Target":"Node.js","Class":"lang-pkgs","Type":"node-pkg","Vulnerabilities":[',
    tail: ']}]}',
  },
};

/** The names of the shapes. */
export const REPORT_SHAPES = Object.keys(SHAPES);

/**
 * A report of about a size, in pieces.
 *
 * @param {{ shape: string, bytes: number }} options
 * @returns {Generator<string>}
 */
export function* generateReport({ shape, bytes }) {
  const { item, head, tail } = SHAPES[shape];
  const random = createRandom(1);
  let written = head.length;
  yield head;
  for (let index = 0; written < bytes - tail.length; index += 1) {
    const text = `${index === 0 ? '' : ','}${JSON.stringify(item(random, index))}`;
    written += text.length;
    yield text;
  }
  yield tail;
}
