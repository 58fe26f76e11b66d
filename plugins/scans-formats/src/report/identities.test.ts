import {
  inCode,
  inPackage,
  newBuilder,
  only,
  reportOf,
} from './__testUtils__/drafts';
import { FindingDraft } from './FindingDraft';

describe('the identity of a finding survives', () => {
  it.each<[string, FindingDraft, FindingDraft]>([
    [
      'moved and indented code',
      inCode({ snippet: 'query(x)', location: { path: 'a.ts', line: 3 } }),
      inCode({
        snippet: '  query( x )\n',
        location: { path: 'a.ts', line: 90 },
      }),
    ],
    [
      'another message, severity and line of a fingerprint',
      inCode({ fingerprint: 'f', message: 'a' }),
      inCode({
        fingerprint: 'f',
        message: 'b',
        severity: { severity: 'low', source: 'tool' },
        location: { path: './src/orders.ts', line: 77 },
      }),
    ],
    [
      'a new version of the package and of the image',
      inPackage(),
      inPackage({
        package: {
          purl: 'pkg:npm/reader@2.0.0?arch=x',
          name: 'reader',
          version: '2.0.0',
        },
      }),
    ],
    [
      'another name of the same vulnerability',
      inPackage({
        vulnerability: {
          id: 'GHSA-aaaa-bbbb-cccc',
          aliases: ['CVE-2026-1000'],
        },
      }),
      inPackage({ rule: 'X', vulnerability: { id: 'CVE-2026-1000' } }),
    ],
    [
      'a secret in another file and commit',
      { ...inCode(), kind: 'secret', secret: 'correct-horse' },
      {
        ...inCode({ location: { path: 'b', line: 1 } }),
        kind: 'secret',
        secret: 'correct-horse',
      },
    ],
    [
      'other lines of a resource',
      {
        ...inCode({
          location: { path: 'main.tf', line: 1, resource: 'bucket.a' },
        }),
        kind: 'misconfiguration',
      },
      {
        ...inCode({
          location: { path: 'main.tf', line: 9, resource: 'bucket.a' },
        }),
        kind: 'misconfiguration',
      },
    ],
    [
      'a rule that was renamed',
      inCode({ rule: 'KSV001', ruleKey: 'KSV-0001' }),
      inCode({ rule: 'KSV-0001' }),
    ],
  ])('%s', (_, older, newer) => {
    expect(only(older).identity).toBe(only(newer).identity);
    expect(only(older).group).toBe(only(newer).group);
  });

  it.each<[string, FindingDraft, FindingDraft]>([
    ['other code', inCode({ snippet: 'a' }), inCode({ snippet: 'b' })],
    [
      'another file',
      inCode(),
      inCode({ location: { path: 'b.ts', line: 10 } }),
    ],
    [
      'another package',
      inPackage(),
      inPackage({ package: { name: 'writer' } }),
    ],
    [
      'another image',
      inPackage(),
      inPackage({ target: 'registry.example.com/other' }),
    ],
    [
      'another secret',
      { ...inCode(), kind: 'secret', secret: 'correct-horse' },
      { ...inCode(), kind: 'secret', secret: 'correct-house' },
    ],
    [
      'another resource',
      {
        ...inCode({ location: { path: 'main.tf', resource: 'a' } }),
        kind: 'misconfiguration',
      },
      {
        ...inCode({ location: { path: 'main.tf', resource: 'b' } }),
        kind: 'misconfiguration',
      },
    ],
  ])('but not %s', (_, older, newer) => {
    expect(only(older).identity).not.toBe(only(newer).identity);
  });

  it('is the same for every tool only where it is a vulnerability', () => {
    const by = (tool: string, draft: FindingDraft) => {
      const builder = newBuilder();
      builder.tool = tool;
      builder.add(draft);
      return builder.build().findings[0].identity;
    };
    expect(by('trivy', inPackage())).toBe(by('grype', inPackage()));
    expect(by('semgrep', inCode())).not.toBe(by('codeql', inCode()));
  });

  it('numbers twins by their lines', () => {
    const twins = (...lines: number[]) =>
      reportOf(
        lines.map(line =>
          inCode({ snippet: 'x', location: { path: 'a', line } }),
        ),
      ).findings.map(({ identity, location }) => [identity, location?.line]);
    const [first, second] = twins(30, 10);
    expect(first[0]).not.toBe(second[0]);
    expect(twins(10, 30)).toEqual([first, second]);
    expect(twins(12, 33).map(([identity]) => identity)).toEqual([
      first[0],
      second[0],
    ]);
    expect(twins(10, 10)).toHaveLength(1);
  });

  it('marks secrets that a tool hid, whose identity is their place', () => {
    const hidden = (
      secret: string | undefined,
      line: number,
    ): FindingDraft => ({
      ...inCode({ location: { path: '.env', line } }),
      kind: 'secret',
      secret,
    });
    expect(only(hidden('REDACTED', 1)).evidence).toEqual({
      isSecretHidden: true,
    });
    expect(only(hidden(undefined, 1)).evidence).toEqual({
      isSecretHidden: true,
    });
    expect(only(hidden('correct-horse', 1)).evidence).toEqual({});
    expect(only(hidden('REDACTED', 1)).identity).not.toBe(
      only(hidden('REDACTED', 2)).identity,
    );
  });
});
