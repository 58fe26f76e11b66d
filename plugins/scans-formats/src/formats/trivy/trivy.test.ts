import { readJson } from '../../__testUtils__/readJson';

const vulnerability = (more: object = {}) => ({
  VulnerabilityID: 'CVE-2026-1000',
  PkgID: 'widget@1.0.0',
  PkgName: 'widget',
  PkgIdentifier: { PURL: 'pkg:npm/widget@1.0.0' },
  InstalledVersion: '1.0.0',
  FixedVersion: '1.2.3, 2.0.1',
  Status: 'fixed',
  Severity: 'HIGH',
  SeveritySource: 'ghsa',
  Title: 'widget: reads too much',
  CweIDs: ['CWE-79'],
  VendorIDs: ['GHSA-aaaa-bbbb-cccc'],
  ...more,
});

const check = (more: object = {}) => ({
  ID: 'KSV-0001',
  Title: 'May become root',
  Message: 'Container web may become root',
  Severity: 'MEDIUM',
  Status: 'FAIL',
  CauseMetadata: { StartLine: 4, EndLine: 9 },
  ...more,
});

const report = (result: object, more: object = {}) => ({
  SchemaVersion: 2,
  Trivy: { Version: '0.70.0' },
  CreatedAt: '2026-05-01T10:00:00Z',
  ArtifactName: 'registry.example.com/shop/checkout:1.4',
  ArtifactType: 'container_image',
  Results: [
    {
      Target: 'app/package-lock.json',
      Class: 'lang-pkgs',
      Type: 'npm',
      ...result,
    },
  ],
  ...more,
});

const files = { ArtifactName: '.', ArtifactType: 'filesystem' };

const cluster = (resource: object, list = 'Resources') => ({
  ClusterName: '',
  [list]: [{ Namespace: 'shop', Kind: 'Deployment', Name: 'web', ...resource }],
});

describe('trivy', () => {
  it('reads a vulnerability of an image, whatever its tag', () => {
    const read = readJson(report({ Vulnerabilities: [vulnerability()] }));
    expect(read).toMatchObject({
      tool: 'trivy',
      toolVersion: '0.70.0',
      format: 'trivy-json',
      outcome: 'complete',
      scannedAt: '2026-05-01T10:00:00Z',
      target: 'registry.example.com/shop/checkout',
      rules: 1,
      packages: 1,
      counts: { raw: 1, bySeverity: { high: 1 } },
    });
    expect(read.findings[0]).toMatchObject({
      rule: 'CVE-2026-1000',
      title: 'widget: reads too much',
      severity: 'high',
      severityRaw: 'HIGH',
      vulnerability: { id: 'CVE-2026-1000', aliases: ['GHSA-aaaa-bbbb-cccc'] },
      package: {
        purl: 'pkg:npm/widget@1.0.0',
        fixedVersions: ['1.2.3', '2.0.1'],
        fixState: 'fixed',
      },
      target: 'registry.example.com/shop/checkout',
      location: { path: 'app/package-lock.json' },
      cwe: [79],
    });
    const rebuilt = readJson(
      report(
        {
          Vulnerabilities: [
            vulnerability({
              PkgIdentifier: { PURL: 'pkg:npm/widget@1.1.0?arch=x' },
              InstalledVersion: '1.1.0',
            }),
          ],
        },
        { ArtifactName: 'registry.example.com/shop/checkout@sha256:00ff' },
      ),
    );
    expect(rebuilt.findings[0].identity).toBe(read.findings[0].identity);
  });

  it('names an image by its tag where the artifact is an archive or without a name', () => {
    const Metadata = { RepoTags: ['shop/checkout:1.4'] };
    for (const ArtifactName of ['build/image.tar.gz', '', undefined]) {
      const read = readJson(report({}, { ArtifactName, Metadata }));
      expect(read.target).toBe('shop/checkout');
    }
  });

  it('takes the manifest for what was scanned in a repository', () => {
    const [finding] = readJson(
      report(
        {
          Packages: [{ ID: 'widget@1.0.0', Locations: [{ StartLine: 12 }] }],
          Vulnerabilities: [vulnerability()],
        },
        files,
      ),
    ).findings;
    expect(finding).toMatchObject({
      target: 'app/package-lock.json',
      location: { path: 'app/package-lock.json', line: 12 },
    });
    const [inFolder] = readJson(
      report(
        {
          Target: 'Node.js',
          Type: 'node-pkg',
          Vulnerabilities: [
            vulnerability({ PkgPath: 'lib/widget/package.json' }),
          ],
        },
        files,
      ),
    ).findings;
    expect(inFolder.target).toBe('lib/widget/package.json');
  });

  it('leaves unknown what it gives no severity, and keeps what it gives no id', () => {
    const read = readJson([
      {
        Target: 'php/composer.lock',
        Type: 'composer',
        Vulnerabilities: [{ PkgName: 'acme/forms' }, {}, null],
      },
      { Target: 'web/yarn.lock', Type: 'yarn', Vulnerabilities: null },
    ]);
    expect(read).toMatchObject({
      rules: 0,
      packages: 1,
      counts: { raw: 1, ignored: 2, bySeverity: { unknown: 1 } },
    });
    expect(read.findings[0].package?.purl).toBe('pkg:composer/acme/forms');
  });

  it('takes no advisory for the one id of several vulnerabilities', () => {
    const read = readJson(
      report({
        Vulnerabilities: ['TEMP-1-A', 'TEMP-2-B'].map(VulnerabilityID =>
          vulnerability({ VulnerabilityID, VendorIDs: ['DLA-1-1'] }),
        ),
      }),
    );
    expect(read.counts.findings).toBe(2);
  });

  it('knows a check under its older names', () => {
    const identities = [
      check(),
      check({ ID: 'KSV001' }),
      check({ ID: 'KSV001', AVDID: 'AVD-KSV-0001' }),
      check({ ID: 'AVD-KSV-0001' }),
    ].map(
      one =>
        readJson(
          report({ Target: 'web.yaml', Misconfigurations: [one] }, files),
        ).findings[0].identity,
    );
    expect(new Set(identities).size).toBe(1);
  });

  it('counts no check that passed, and keeps no code', () => {
    const read = readJson(
      report(
        {
          Target: 'git::https:/example.com/module?ref=v2/main.tf',
          Class: 'config',
          Misconfigurations: [
            check({
              CauseMetadata: {
                Resource: 'bucket.logs',
                StartLine: 2,
                Code: { Lines: [{ Content: 'password = "hunter two"' }] },
              },
            }),
            check({ ID: 'KSV-0002', Status: 'PASS' }),
            check({ ID: 'KSV-0003', Status: 'EXCEPTION' }),
          ],
        },
        files,
      ),
    );
    expect(read).toMatchObject({
      rules: 1,
      counts: { raw: 1, ignored: 0, byKind: { misconfiguration: 1 } },
    });
    expect(read.findings[0].location).toEqual({
      path: 'git::https:/example.com/module/main.tf',
      line: 2,
      resource: 'bucket.logs',
    });
    expect(JSON.stringify(read)).not.toContain('hunter');
  });

  it('keeps no secret, hidden or not', () => {
    const read = readJson(
      report(
        {
          Target: 'deploy.sh',
          Class: 'secret',
          Secrets: [
            {
              RuleID: 'cloud-key',
              Severity: 'CRITICAL',
              Title: 'A key',
              StartLine: 3,
              Match: 'export KEY=********',
            },
            {
              RuleID: 'own-rule',
              Severity: 'HIGH',
              Title: 'token=sesame-open-now',
              StartLine: 5,
              Match: 'token=sesame-open-now',
            },
          ],
        },
        files,
      ),
    );
    expect(read.counts.byKind.secret).toBe(2);
    expect(read.findings[0]).toMatchObject({
      severity: 'critical',
      location: { path: 'deploy.sh', line: 3 },
      evidence: { isSecretHidden: true },
    });
    expect(read.findings[1].secret?.hash).toBeDefined();
    expect(JSON.stringify(read)).not.toContain('sesame');
  });

  it('reads licences of packages and of files', () => {
    const read = readJson(
      report(
        {
          Target: 'OS Packages',
          Class: 'license',
          Type: undefined,
          Licenses: [
            {
              Name: 'GPL-2.0',
              PkgName: 'busybox',
              Severity: 'HIGH',
              Category: 'restricted',
            },
            { Name: 'MIT', FilePath: '/usr/lib/LICENSE', Severity: 'LOW' },
          ],
        },
        { Metadata: { OS: { Family: 'alpine', Name: '3.20', EOSL: true } } },
      ),
    );
    expect(read.counts.byKind.license).toBe(2);
    expect(read.findings[0]).toMatchObject({
      rule: 'GPL-2.0',
      package: { purl: 'pkg:apk/alpine/busybox' },
    });
    expect(read.findings[1].location?.path).toBe('/usr/lib/LICENSE');
    expect(read.warnings).toHaveLength(1);
  });

  it('lists what was left out as suppressed, with the reason', () => {
    const read = readJson(
      report({
        ExperimentalModifiedFindings: [
          {
            Type: 'vulnerability',
            Status: 'not_affected',
            Statement: 'never called',
            Source: 'vex.json',
            Finding: vulnerability(),
          },
          {
            Type: 'misconfiguration',
            Status: 'ignored',
            Source: '.trivyignore',
            Finding: check({ Status: 'PASS' }),
          },
          { Type: 'novelty', Finding: {} },
        ],
      }),
    );
    expect(read.counts).toMatchObject({ raw: 0, suppressed: 2, ignored: 1 });
    expect(read.findings.map(({ suppression }) => suppression)).toEqual(
      expect.arrayContaining([
        { status: 'not_affected', reason: 'never called' },
        { status: 'ignored', reason: '.trivyignore' },
      ]),
    );
  });

  it.each(['Resources', 'Findings', 'Misconfigurations'])(
    'reads the workloads of a cluster in %s',
    list => {
      const read = readJson(
        cluster(
          {
            Results: [
              { Target: 'Deployment/web', Misconfigurations: [check()] },
            ],
          },
          list,
        ),
      );
      expect(read.format).toBe('trivy-json');
      expect(read.findings[0]).toMatchObject({
        target: 'shop/Deployment/web',
        location: { resource: 'shop/Deployment/web', line: 4 },
      });
    },
  );

  it('knows a vulnerability of a workload again after a rollout', () => {
    const identityOf = (name: object, tag: string) =>
      readJson(
        cluster({
          ...name,
          Results: [
            {
              Target: `shop/checkout:${tag} (alpine 3.20)`,
              Class: 'os-pkgs',
              Type: 'alpine',
              Vulnerabilities: [vulnerability()],
            },
          ],
        }),
      ).findings[0].identity;
    const replicaSet = (Name: string) => ({ Kind: 'ReplicaSet', Name });
    expect(identityOf(replicaSet('web-6d4cf56db6'), '1')).toBe(
      identityOf(replicaSet('web-84bbf6f4dd'), '2'),
    );
    expect(identityOf(replicaSet('web-6d4cf56db6'), '1')).toBe(
      identityOf({}, '3'),
    );
    expect(identityOf(replicaSet('web-sample'), '1')).not.toBe(
      identityOf({}, '1'),
    );
  });

  it('says which resources were not looked at', () => {
    const read = readJson(cluster({ Error: 'scan failed', Results: null }));
    expect(read.outcome).toBe('empty');
    expect(read.coverage).toMatchObject({
      isComplete: false,
      skipped: ['shop/Deployment/web'],
      gaps: ['Trivy could not look at every resource.'],
    });
  });

  it.each([[null], [[]], [report({}, { Results: undefined })]])(
    'takes %j for a scan that found nothing',
    value => {
      const read = readJson(value, 'trivy-json');
      expect(read).toMatchObject({
        tool: 'trivy',
        outcome: 'empty',
        coverage: { isComplete: true },
      });
    },
  );

  it('proves what it looked for by what its results are about', () => {
    const of = (...results: object[]) =>
      readJson(report({}, { Results: results })).coverage.kinds;
    expect(of({ Target: 'go.mod', Class: 'lang-pkgs', Packages: [] })).toEqual([
      'vulnerability',
    ]);
    expect(
      of(
        { Target: 'web.yaml', Class: 'config', MisconfSummary: {} },
        { Target: 'alpine', Class: 'os-pkgs' },
        { Target: 'key', Class: 'secret', Secrets: [] },
        { Target: 'OS Packages', Class: 'license' },
        { Target: 'x', Class: 'custom' },
      ),
    ).toEqual(['misconfiguration', 'vulnerability', 'secret', 'license']);
    const old = [{ Target: 'go.sum', Vulnerabilities: [vulnerability()] }];
    expect(readJson(old).coverage.kinds).toEqual(['vulnerability']);

    const nothing = readJson(report({}, { Results: undefined }));
    expect(nothing.coverage.kinds).toEqual([]);
    expect(nothing.warnings[0]).toContain('it closes nothing');
  });

  it('proves nothing by a list that is none', () => {
    for (const damaged of [
      report({ Vulnerabilities: 'gone' }),
      report({}, { Results: {} }),
    ]) {
      expect(readJson(damaged)).toMatchObject({
        counts: { raw: 0, ignored: 1 },
        coverage: { isComplete: false },
      });
    }
  });

  it('refuses what is named Trivy and is something else', () => {
    for (const value of [{ hello: 'world' }, [1, 2], 'text']) {
      expect(() => readJson(value, 'trivy')).toThrow('no results');
    }
  });
});
