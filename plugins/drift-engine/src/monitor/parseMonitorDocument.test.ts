import { parseMonitorDocument } from './parseMonitorDocument';

const GOOD = `apiVersion: plumbline.dev/v1alpha1
kind: DriftMonitor
metadata:
  name: churn
spec:
  entity: resource:default/churn-model
  baseline:
    file: data/baseline.csv
  window:
    files: data/predictions/*.csv
    timeColumn: scored_at
    length: P1D
  columns:
    plan: categorical
    charge: { type: numeric, weight: 3 }
  schedule: "30 5 * * *"
  policy:
    name: calibrated
    minimumRows: 100
`;

const OVER_HTTP = GOOD.replace(
  'files: data/predictions/*.csv',
  'predictions: true',
);

const refusal = (text: string) => {
  try {
    parseMonitorDocument(text, 'drift.yaml');
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('parseMonitorDocument', () => {
  it('takes a monitor over predictions that are sent over HTTP', () => {
    expect(refusal(OVER_HTTP)).toBe('accepted');
    expect(
      refusal(
        `${OVER_HTTP}  performance: { problem: binary, prediction: p, label: y, id: key }\n`,
      ),
    ).toBe('accepted');
  });

  it('reads what a generated pipeline carries', () => {
    const { metadata, spec } = parseMonitorDocument(GOOD, 'drift.yaml');
    expect(metadata.name).toBe('churn');
    expect(spec.columns).toEqual({
      plan: 'categorical',
      charge: { type: 'numeric', weight: 3 },
    });
    expect(spec.policy).toEqual({ name: 'calibrated', minimumRows: 100 });
  });

  it.each([
    [
      'an unknown key, with the one that was meant',
      GOOD.replace('minimumRows', 'minimumRow'),
      'drift.yaml, line 19: spec.policy.minimumRow is unknown; did you mean minimumRows?',
    ],
    [
      'a file outside the repository',
      GOOD.replace('data/baseline.csv', '../../etc/passwd'),
      'line 8: spec.baseline.file: must be a path below',
    ],
    [
      'an absolute file',
      GOOD.replace('data/baseline.csv', '/etc/passwd'),
      'must be a path below',
    ],
    [
      'an address',
      GOOD.replace('data/baseline.csv', 'http://169.254.169.254/x'),
      'must be a path below',
    ],
    [
      'a month, which has no length',
      GOOD.replace('P1D', 'P1M'),
      'line 12: spec.window.length: must be an ISO 8601 duration',
    ],
    [
      'a type that nobody knows',
      GOOD.replace('plan: categorical', 'plan: colour'),
      'line 14: spec.columns.plan: Invalid option: expected one of "numeric"',
    ],
    [
      'an unknown key of a column, with the one that was meant',
      GOOD.replace('weight: 3', 'wieght: 3'),
      'line 15: spec.columns.charge.wieght is unknown; did you mean weight?',
    ],
    ['the same key twice', `${GOOD}  entity: a\n`, 'line 20: Map keys must be'],
    ['lists without end', '['.repeat(100_000), 'line 1: is nested too deeply'],
    ['a document that is a list', '[1]', 'drift.yaml, the document'],
    [
      'more than 256 KiB',
      `${GOOD}#${'x'.repeat(262_144)}`,
      'is longer than 256 KiB',
    ],
    [
      'two places for one baseline',
      GOOD.replace(
        '    file: data/baseline.csv',
        '    file: a.csv\n    files: b.csv',
      ),
      'needs exactly one of file',
    ],
    [
      'an unknown promise of a contract, with the one that was meant',
      `${GOOD}  contract:\n    columns:\n      plan: { uniqe: true }\n`,
      'line 22: spec.contract.columns.plan.uniqe is unknown; did you mean unique?',
    ],
    [
      'predictions over HTTP by the minute',
      OVER_HTTP.replace('P1D', 'PT90M'),
      'spec.window: length must be whole hours',
    ],
    [
      'a policy that needs the rows of predictions',
      OVER_HTTP.replace('calibrated', 'nannyml'),
      'nannyml looks at rows, which are not kept of predictions',
    ],
    [
      'a baseline from rows that are not kept',
      OVER_HTTP.replace(
        'file: data/baseline.csv',
        'window: { start: 2026-01-01T00:00:00Z, end: 2026-02-01T00:00:00Z }',
      ),
      'spec.baseline.window: the rows of predictions are not kept',
    ],
    [
      'late labels that nothing joins to predictions',
      `${OVER_HTTP}  performance: { problem: binary, prediction: p, label: y }\n`,
      'spec.performance: needs id, which joins late labels',
    ],
    [
      'a contract about rows that are not kept',
      `${OVER_HTTP}  contract: { minimumRows: 10 }\n`,
      'line 20: spec.contract: is about rows, which are not kept of predictions',
    ],
    ['two documents', `${GOOD}---\n${GOOD}`, 'holds 2 documents'],
    ['an empty file', '', 'drift.yaml is empty'],
    ['broken YAML', 'kind: [', 'drift.yaml, line 1'],
    [
      'another kind',
      GOOD.replace('DriftMonitor', 'Deployment'),
      'line 2: kind',
    ],
  ])('refuses %s', (_, text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it('reads the promises of a contract', () => {
    const { spec } = parseMonitorDocument(
      `${GOOD}  contract:
    minimumRows: 10
    columns:
      plan: { required: true, allowed: [free, team] }
      at: { min: 2026-01-01T00:00:00+02:00 }
`,
      'drift.yaml',
    );
    const defaults = { unique: false, sensitive: false };
    expect(spec.contract).toEqual({
      minimumRows: 10,
      additionalColumns: 'allowed',
      columns: {
        plan: { ...defaults, required: true, allowed: ['free', 'team'] },
        at: { ...defaults, required: false, min: '2026-01-01T00:00:00+02:00' },
      },
    });
  });

  it('does not let a column change the objects of others', () => {
    refusal(GOOD.replace('    plan:', '    __proto__:'));
    refusal(GOOD.replace('plan: categorical', '__proto__: { type: numeric }'));
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });

  it('refuses a document that unfolds without end', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
      .concat(
        'bcdefgh'
          .split('')
          .map(
            (key, index) =>
              `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`,
          ),
      )
      .join('\n');
    expect(refusal(bomb)).toMatch(/alias|unknown/i);
  });
});
