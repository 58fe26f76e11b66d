import { readJson } from '../../__testUtils__/readJson';

const check = (more: object = {}) => ({
  test_number: '1.1.1',
  test_desc: 'Only the owner may read the file',
  audit: 'stat file',
  remediation: 'Run chmod 600 on the file.',
  status: 'FAIL',
  actual_value: '--token=plaintextvalue123',
  scored: true,
  ...more,
});

const control = (results: unknown, more: object = {}) => ({
  id: '1',
  version: 'cis-1.9',
  text: 'Control plane',
  node_type: 'master',
  tests: [{ section: '1.1', desc: 'Files', results }],
  total_fail: 99,
  ...more,
});

describe('kubeBench', () => {
  it('counts what failed and what a person has to look at', () => {
    const read = readJson({
      Controls: [
        control([
          check(),
          check({ test_number: '1.1.2', scored: false }),
          check({ test_number: '1.1.3', status: 'WARN', scored: false }),
          check({ test_number: '1.1.4', status: 'PASS' }),
          check({ test_number: '1.1.5', status: 'INFO' }),
        ]),
      ],
      Totals: { total_fail: 12 },
    });
    expect(read).toMatchObject({
      tool: 'kube-bench',
      format: 'kube-bench-json',
      outcome: 'complete',
      rules: 3,
      counts: {
        raw: 3,
        ignored: 0,
        bySeverity: { high: 1, medium: 1, info: 1 },
        byKind: { misconfiguration: 3 },
      },
    });
    expect(read.findings[0]).toMatchObject({
      rule: '1.1.1',
      severitySource: 'default',
      severityRaw: 'FAIL',
      title: 'Only the owner may read the file',
      message: 'Run chmod 600 on the file.',
    });
    expect(JSON.stringify(read)).not.toContain('plaintextvalue123');
  });

  it('reads the three shapes alike', () => {
    const one = control([check()]);
    const shapes = [{ Controls: [one], Totals: {} }, [one], one];
    const [first, ...others] = shapes.map(shape => readJson(shape));
    expect(first.counts.raw).toBe(1);
    for (const other of others) {
      expect(other).toEqual(first);
    }
  });

  it('does not take a test of another benchmark for the same', () => {
    const identityOf = (version: string) =>
      readJson(control([check()], { version })).findings[0].identity;
    expect(identityOf('cis-1.8')).not.toBe(identityOf('cis-1.9'));
  });

  it('tells a run without a single check from a clean one', () => {
    expect(readJson({ Controls: null, Totals: {} })).toMatchObject({
      outcome: 'not-run',
      coverage: { isComplete: false },
    });
    expect(readJson(control([check({ status: 'PASS' })]))).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
  });

  it('counts what it does not understand', () => {
    const read = readJson([
      control([{}, null, check({ status: 'SOMETIMES' })]),
      { id: '2' },
    ]);
    expect(read.counts).toMatchObject({ raw: 0, ignored: 4 });
    expect(read.coverage.isComplete).toBe(false);
  });

  it('refuses what is named kube-bench and is something else', () => {
    expect(() => readJson({ tests: 1 }, 'kube-bench')).toThrow(
      'holds no controls',
    );
  });
});
