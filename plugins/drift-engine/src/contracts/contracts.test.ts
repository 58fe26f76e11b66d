import fc from 'fast-check';
import { parseDataContract } from './dataContract';
import {
  ConditionMeasurement,
  ContractMeasurements,
  judgeContract,
} from './judgeContract';
import { planContract } from './planContract';

const CONTRACT = parseDataContract(
  {
    minimumRows: 100,
    freshness: { column: 'scored_at', maxAge: 'PT24H' },
    columns: {
      id: { type: 'text', required: true, unique: true, prefixes: ['P-'] },
      amount: { type: 'number', min: 0, max: 1e6, maxNullShare: 0.05 },
      plan: { allowed: ['free', 'team'], minLength: 4 },
      scored_at: { type: 'time', min: '2024-01-01T00:00:00Z' },
    },
  },
  'drift.yaml',
);
const CHECKS = planContract(CONTRACT);

const judge = (
  found: Record<string, ConditionMeasurement> = {},
  other: Partial<ContractMeasurements> = {},
) =>
  judgeContract(CHECKS, {
    rows: 200,
    columns: ['id', 'amount', 'plan', 'scored_at'],
    newest: '2024-03-01T20:00:00Z',
    freshAt: '2024-03-02T00:00:00Z',
    conditions: new Map([
      ...CHECKS.map(({ id }): [string, ConditionMeasurement] => [
        id,
        { rows: 0 },
      ]),
      ...Object.entries(found),
    ]),
    ...other,
  });

describe('planContract', () => {
  it('plans one check for every promise', () => {
    expect(CHECKS.map(({ id }) => id)).toEqual([
      'minimumRows',
      'freshness',
      'future:scored_at',
      'column:id',
      'required:id',
      'prefixes:id',
      'unique:id',
      'column:amount',
      'type:amount',
      'nullShare:amount',
      'range:amount',
      'column:plan',
      'allowed:plan',
      'length:plan',
      'column:scored_at',
      'type:scored_at',
      'range:scored_at',
    ]);
  });

  it('gives every check an id of its own, whatever columns are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), {
          minLength: 1,
        }),
        columns => {
          const contract = parseDataContract(
            {
              columns: Object.fromEntries(
                columns.map(column => [
                  column,
                  { required: true, unique: true },
                ]),
              ),
            },
            'drift.yaml',
          );
          const ids = planContract(contract).map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

describe('judgeContract', () => {
  it('finds nothing in data that keeps its promises', () => {
    expect(judge()).toEqual([]);
  });

  it('names column and rows, and shows values without giving them away', () => {
    expect(
      judge({
        'prefixes:id': {
          rows: 7,
          examples: Array.from({ length: 9 }, (_, row) => ({
            row: row + 1,
            value: { text: 'anna@example.org', length: 16 },
          })),
        },
      }),
    ).toEqual([
      {
        id: 'prefixes:id',
        rule: 'prefixes',
        column: 'id',
        outcome: 'broken',
        rows: 7,
        examples: [1, 2, 3, 4, 5].map(row => ({
          row,
          value: 'anna… (16 characters)',
        })),
        text: "7 of 200 rows in 'id' begin with none of 'P-'.",
      },
    ]);
  });

  it('allows the share of nulls that was promised, and no more', () => {
    expect(judge({ 'nullShare:amount': { rows: 10 } })).toEqual([]);
    expect(judge({ 'nullShare:amount': { rows: 11 } })[0].text).toBe(
      "11 of 200 rows in 'amount' are null (5.5 %); at most 5.0 % may.",
    );
  });

  it.each([
    [{ 'range:amount': { rows: 1 } }, 'are outside 0 to 1000000'],
    [{ 'type:amount': { rows: 1 } }, 'are not of type number'],
    [{ 'allowed:plan': { rows: 1 } }, "are none of 'free', 'team'"],
    [{ 'length:plan': { rows: 1 } }, 'have a length below 4'],
    [{ 'unique:id': { rows: 2 } }, 'that another row has as well'],
    [{ 'required:id': { rows: 1 } }, 'are null'],
    [{ 'range:scored_at': { rows: 1 } }, 'are below 2024-01-01T00:00:00Z'],
  ])('says what is wrong: %j', (found, text) => {
    const breaches = judge(found);
    expect(breaches).toHaveLength(1);
    expect(breaches[0].text).toContain(text);
  });

  it('never takes what could not be counted for kept', () => {
    const breaches = judge({}, { conditions: new Map() });
    expect(breaches).toHaveLength(12);
    expect(breaches.every(({ outcome }) => outcome === 'unknown')).toBe(true);
  });

  it('reports a missing column once, not for each of its rules', () => {
    const breaches = judge({}, { columns: ['id', 'plan', 'scored_at'] });
    expect(breaches.map(({ text }) => text)).toEqual([
      "The column 'amount' is missing.",
    ]);
  });

  it('says how old the newest rows are', () => {
    expect(judge({}, { newest: '2024-02-29T12:00:00Z' })[0].text).toBe(
      "The newest time in 'scored_at' is 36 hours old; at most 24 hours were promised.",
    );
    expect(judge({}, { newest: undefined })[0].text).toContain('holds no time');
    expect(judge({}, { newest: 'yesterday' })[0].outcome).toBe('unknown');
  });

  it('takes rows in the future for a breach, and not for freshness', () => {
    expect(
      judge(
        { 'future:scored_at': { rows: 3 } },
        { newest: '2024-02-28T00:00:00Z' },
      ).map(({ text }) => text),
    ).toEqual([
      "The newest time in 'scored_at' is 72 hours old; at most 24 hours were promised.",
      "3 of 200 rows in 'scored_at' lie in the future.",
    ]);
    expect(
      judge({ 'future:scored_at': { rows: 3 } }, { newest: undefined })[0].text,
    ).toContain('no time but those in the future');
  });

  it('shows no value of a sensitive column, and texts only in part', () => {
    const valueOf = (text: string, promises: object, id: string) => {
      const checks = planContract(
        parseDataContract({ columns: { x: promises } }, 'drift.yaml'),
      );
      return judgeContract(checks, {
        rows: 2,
        columns: ['x'],
        freshAt: '2024-03-02T00:00:00Z',
        conditions: new Map([
          [
            id,
            {
              rows: 1,
              examples: [{ row: 1, value: { text, length: text.length } }],
            },
          ],
        ]),
      }).find(breach => breach.id === id)!.examples[0].value;
    };
    const allowed = { allowed: ['a'] };
    expect(valueOf('gold', allowed, 'allowed:x')).toBe('gold');
    expect(valueOf('123456789', allowed, 'allowed:x')).toBe(
      '1234… (9 characters)',
    );
    expect(valueOf('1234567890', { max: 1 }, 'range:x')).toBe('1234567890');
    expect(
      valueOf('1234567890', { max: 1, sensitive: true }, 'range:x'),
    ).toBeUndefined();
  });

  it('says that there are too few rows', () => {
    expect(judge({}, { rows: 99 })[0].text).toBe(
      'The window has 99 rows; at least 100 were promised.',
    );
  });
});

describe('parseDataContract', () => {
  it.each([
    ['an empty contract', {}, 'promises nothing'],
    [
      'a pattern',
      { columns: { id: { pattern: '(a+)+$' } } },
      'columns.id: Unrecognized key: "pattern"',
    ],
    [
      'ends that are swapped',
      { columns: { age: { min: 10, max: 1 } } },
      'columns.age: min must not exceed max',
    ],
    [
      'a range of texts',
      { columns: { plan: { type: 'text', min: 1 } } },
      'columns.plan: min and max need the type',
    ],
    [
      'prefixes of numbers',
      { columns: { age: { type: 'number', prefixes: ['1'] } } },
      'need the type text',
    ],
    [
      'two rules for nulls',
      { columns: { age: { required: true, maxNullShare: 0.1 } } },
      'leave out maxNullShare',
    ],
    [
      'a day that no calendar has',
      { columns: { at: { min: '2026-02-31' } } },
      'columns.at.min: must be a number or an ISO 8601 date',
    ],
    [
      'ends that are swapped by their offsets',
      {
        columns: {
          at: { min: '2026-01-01T00:00:00Z', max: '2026-01-01T01:00:00+02:00' },
        },
      },
      'columns.at: min must not exceed max',
    ],
    [
      'a key that gives sensitive values away',
      { key: 'id', columns: { id: { sensitive: true } } },
      'key names a sensitive column',
    ],
    [
      'columns that are forbidden where none is named',
      { minimumRows: 1, additionalColumns: 'forbidden' },
      'additionalColumns: forbidden needs columns',
    ],
    [
      'an age without a length',
      { freshness: { column: 'at', maxAge: 'P1M' } },
      'freshness.maxAge: must be an ISO 8601 duration',
    ],
  ])('refuses %s', (_, value, reason) => {
    expect(() => parseDataContract(value, 'drift.yaml')).toThrow(reason);
    expect(() => parseDataContract(value, 'drift.yaml')).toThrow('drift.yaml');
  });
});
