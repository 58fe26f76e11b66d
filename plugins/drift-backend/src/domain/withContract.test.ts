import type { ContractResult } from '@plumbline/backstage-plugin-drift-engine';
import { RunOutcome } from './records';
import { describeContract, withContract } from './withContract';

const outcome = (change: Partial<RunOutcome> = {}): RunOutcome => ({
  state: 'finished',
  status: 'ok',
  headline: 'None of 3 features drifted.',
  worst: [],
  columns: [],
  ...change,
});

const contract = (
  status: ContractResult['status'],
  texts: string[] = [],
): ContractResult => ({
  status,
  checks: 9,
  broken: status === 'broken' ? texts.length : 0,
  unknown: status === 'unknown' ? texts.length : 0,
  breaches: texts.map(text => ({
    id: text,
    rule: 'range',
    outcome: status === 'unknown' ? 'unknown' : 'broken',
    examples: [],
    text,
  })),
});

const AGE = "12 of 4,000 rows in 'age' are outside 0 to 120.";

describe('describeContract', () => {
  it.each([
    [contract('kept'), 'The contract is kept: 9 promises.'],
    [contract('broken', [AGE]), `Contract broken: ${AGE}`],
    [
      contract('broken', ["The column 'x' is missing.", AGE, AGE]),
      "Contract broken: the column 'x' is missing. 2 more promises are broken.",
    ],
    [
      { ...contract('unknown', ['There are no rows to check.']), rows: 0 },
      'The contract could not be checked: there are no rows.',
    ],
    [
      contract('unknown', ['Whether rows are null could not be checked.']),
      'The contract could not be checked in full: whether rows are null could not be checked.',
    ],
    [
      contract('unknown', ['a', 'b']),
      'The contract could not be checked in full: 2 of 9 promises.',
    ],
  ])('says in a sentence what it found: %#', (found, sentence) => {
    expect(describeContract(found)).toBe(sentence);
  });
});

const judge = (
  found: RunOutcome,
  checked: ContractResult,
  trigger: 'schedule' | 'backfill' = 'schedule',
) => withContract({ outcome: found, contract: checked, trigger });

describe('withContract', () => {
  it('leaves the outcome as it is when the contract is kept', () => {
    const kept = contract('kept');
    expect(judge(outcome(), kept)).toEqual({
      ...outcome(),
      contract: kept,
    });
  });

  it('is critical when the contract is broken, and says drift as well', () => {
    const broken = contract('broken', [AGE]);
    expect(judge(outcome(), broken)).toMatchObject({
      status: 'critical',
      headline: `Contract broken: ${AGE}`,
    });
    const drifted = { status: 'warn' as const, headline: '1 of 3 drifted.' };
    expect(judge(outcome(drifted), broken).headline).toBe(
      `Contract broken: ${AGE} 1 of 3 drifted.`,
    );
    expect(
      judge(
        outcome({ status: 'unknown', unknownReason: 'not-enough-rows' }),
        broken,
      ),
    ).toMatchObject({ status: 'critical', unknownReason: undefined });
  });

  it('says that a contract was not checked, and changes no status by that', () => {
    const unknown = contract('unknown', ['a', 'b']);
    expect(judge(outcome(), unknown)).toMatchObject({
      status: 'ok',
      headline:
        'None of 3 features drifted. The contract could not be checked in full: 2 of 9 promises.',
    });
  });

  it('takes no window of the past for broken that has no rows', () => {
    const empty = {
      ...contract('broken', ['The window has 0 rows.']),
      rows: 0,
    };
    const silent = outcome({ status: 'unknown', unknownReason: 'no-rows' });
    expect(judge(silent, empty, 'backfill')).toEqual(silent);
    expect(judge(silent, empty).status).toBe('critical');
  });
});
