import { readJson } from '../../__testUtils__/readJson';

const check = (more: object = {}) => ({
  check_id: 'CKV_X_1',
  check_name: 'The bucket is private',
  check_result: { result: 'FAILED', evaluated_keys: ['acl'] },
  code_block: [
    [3, 'resource "bucket" "logs" {\n'],
    [4, '  password = "correct horse battery"\n'],
  ],
  file_path: '/main.tf',
  repo_file_path: '/infra/main.tf',
  file_line_range: [3, 9],
  resource: 'bucket.logs',
  severity: null,
  guideline: 'https://example.com/private-buckets',
  ...more,
});

const report = (results: object, checkType = 'terraform') => ({
  check_type: checkType,
  results: {
    passed_checks: [],
    failed_checks: [],
    skipped_checks: [],
    parsing_errors: [],
    ...results,
  },
  summary: { failed: 99, checkov_version: '3.2.0' },
});

describe('checkov', () => {
  it('counts failed checks by the list, whatever the summary says', () => {
    const read = readJson(
      report({
        passed_checks: [check({ check_id: 'CKV_X_9' })],
        failed_checks: [check(), check({ check_id: 'CKV_X_2' })],
      }),
    );
    expect(read).toMatchObject({
      tool: 'checkov',
      toolVersion: '3.2.0',
      format: 'checkov-json',
      outcome: 'complete',
      rules: 2,
      counts: {
        raw: 2,
        bySeverity: { unknown: 2 },
        byKind: { misconfiguration: 2 },
      },
      coverage: { isComplete: true, kinds: ['misconfiguration'] },
    });
    expect(read.findings[0]).toMatchObject({
      rule: 'CKV_X_1',
      severity: 'unknown',
      severitySource: 'default',
      title: 'The bucket is private',
      location: {
        path: 'infra/main.tf',
        line: 3,
        endLine: 9,
        resource: 'bucket.logs',
      },
      references: ['https://example.com/private-buckets'],
    });
    expect(JSON.stringify(read)).not.toContain('correct horse');
  });

  it('keeps the identity of a check whose resource moved in its file', () => {
    const identityAt = (lines: number[]) =>
      readJson(report({ failed_checks: [check({ file_line_range: lines })] }))
        .findings[0].identity;
    expect(identityAt([3, 9])).toBe(identityAt([103, 109]));
  });

  it('takes the severity of the platform at its word', () => {
    const read = readJson(
      report({ failed_checks: [check({ severity: 'HIGH' })] }),
    );
    expect(read.findings[0]).toMatchObject({
      severity: 'high',
      severitySource: 'tool',
      severityRaw: 'HIGH',
    });
  });

  it('lists skipped checks as suppressed with their comment', () => {
    const read = readJson(
      report({
        skipped_checks: [
          check({
            check_result: {
              result: 'SKIPPED',
              suppress_comment: 'Public on purpose',
            },
          }),
        ],
      }),
    );
    expect(read.counts).toMatchObject({ raw: 0, findings: 0, suppressed: 1 });
    expect(read.findings[0]).toMatchObject({
      suppressed: true,
      suppression: { reason: 'Public on purpose' },
    });
  });

  it('adds up several frameworks and names the files that were not parsed', () => {
    const read = readJson([
      report({ failed_checks: [check()], parsing_errors: ['/a/broken.tf'] }),
      report({ failed_checks: [check({ file_path: '/Dockerfile' })] }),
    ]);
    expect(read.counts.raw).toBe(2);
    expect(read.coverage).toMatchObject({
      isComplete: true,
      skipped: ['a/broken.tf'],
      gaps: [],
    });
  });

  it('tells a bare summary, which looked at nothing, from a clean run', () => {
    const bare = readJson({
      passed: 0,
      failed: 0,
      skipped: 0,
      parsing_errors: 0,
      resource_count: 0,
      checkov_version: '3.2.0',
    });
    expect(bare).toMatchObject({
      outcome: 'not-run',
      toolVersion: '3.2.0',
      coverage: { isComplete: false },
    });
    const clean = readJson(report({}));
    expect(clean).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
  });

  it('reads flaws of dependencies as vulnerabilities and their licences as licences', () => {
    const read = readJson(
      report(
        {
          failed_checks: [
            check({
              check_id: 'CKV_CVE_2026_1000',
              severity: 'CRITICAL',
              file_path: '/requirements.txt',
              repo_file_path: '/requirements.txt',
              resource: 'requirements.txt.bottle',
              vulnerability_details: {
                id: 'CVE-2026-1000',
                package_name: 'bottle',
                package_version: '1.0',
                package_type: 'pypi',
                cvss: 9.8,
                vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                lowest_fixed_version: '1.2',
                fixed_versions: ['1.2', '2.0'],
                link: 'https://example.com/CVE-2026-1000',
              },
            }),
            check({
              check_id: 'BC_LIC_1',
              vulnerability_details: {
                package_name: 'bottle',
                package_version: '1.0',
                license: 'GPL-3.0-only',
              },
            }),
          ],
        },
        'sca_package',
      ),
    );
    expect(read.counts.byKind).toMatchObject({ vulnerability: 1, license: 1 });
    expect(read.coverage.kinds).toEqual(['vulnerability', 'license']);
    expect(
      read.findings.find(({ kind }) => kind === 'vulnerability'),
    ).toMatchObject({
      vulnerability: { id: 'CVE-2026-1000' },
      package: {
        purl: 'pkg:pypi/bottle@1.0',
        fixedVersions: ['1.2', '2.0'],
        fixState: 'fixed',
      },
      target: 'requirements.txt',
      cvss: { score: 9.8 },
    });
    expect(read.findings.find(({ kind }) => kind === 'license')?.title).toBe(
      'Licence GPL-3.0-only of bottle',
    );
  });

  it('keeps neither a secret nor the bare hash that Checkov makes of it', () => {
    const hash = '25910f981e85ca04baf359199dd0bd4a3ae738b6';
    const secret = check({
      check_id: 'CKV_SECRET_2',
      resource: hash,
      description: `seen as ${hash}`,
    });
    const read = readJson(report({ failed_checks: [secret] }, 'secrets'));
    expect(read.findings[0]).toMatchObject({ kind: 'secret' });
    expect(JSON.stringify(read)).not.toContain(hash);
    const moved = readJson(
      report(
        { failed_checks: [{ ...secret, file_line_range: [70, 71] }] },
        'secrets',
      ),
    );
    expect(moved.findings[0].identity).toBe(read.findings[0].identity);
  });

  it('counts what has no id as ignored and says when the list is missing', () => {
    const read = readJson(report({ failed_checks: [{}, null, 'x'] }));
    expect(read.counts).toMatchObject({ raw: 0, ignored: 3 });
    const torn = readJson(report({ failed_checks: null }));
    expect(torn.coverage.isComplete).toBe(false);
  });

  it('refuses a file that is named Checkov and is something else', () => {
    expect(() => readJson({ hello: 'world' }, 'checkov')).toThrow(
      'neither results nor a summary',
    );
  });
});
