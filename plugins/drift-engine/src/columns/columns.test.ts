import fc from 'fast-check';
import { COLUMN_TYPES } from './columnTypes';
import { parseColumnTypes } from './parseColumnTypes';
import { ColumnFacts, proposeColumnType } from './proposeColumnType';

const numbers: ColumnFacts = {
  nativeKind: 'number',
  rows: 1000,
  nulls: 0,
  distinct: 400,
  numbers: 1000,
  wholeNumbers: 0,
  times: 0,
  meanLength: 5,
};
const texts: ColumnFacts = {
  ...numbers,
  nativeKind: 'text',
  numbers: 0,
  distinct: 8,
};

describe('proposeColumnType', () => {
  it.each<[string, Partial<ColumnFacts>, string]>([
    ['measurements', { ...numbers }, 'numeric'],
    ['distinct measurements', { ...numbers, distinct: 1000 }, 'numeric'],
    [
      'whole numbers that repeat',
      { ...numbers, wholeNumbers: 1000 },
      'numeric',
    ],
    [
      'whole numbers that hardly repeat',
      { ...numbers, wholeNumbers: 1000, distinct: 900 },
      'idLike',
    ],
    ['grades', { ...numbers, wholeNumbers: 1000, distinct: 6 }, 'discrete'],
    [
      'a switch',
      { ...numbers, wholeNumbers: 1000, distinct: 2 },
      'categorical',
    ],
    ['true and false', { ...texts, nativeKind: 'boolean' }, 'boolean'],
    ['countries', { ...texts }, 'categorical'],
    ['names of persons', { ...texts, distinct: 990 }, 'idLike'],
    ['comments', { ...texts, distinct: 990, meanLength: 200 }, 'text'],
    [
      'words of a search',
      { ...texts, rows: 10_000, distinct: 3000, meanLength: 20 },
      'text',
    ],
    ['times in a file of texts', { ...texts, times: 1000 }, 'datetime'],
    [
      'times, whose seconds are numbers as well',
      { ...numbers, nativeKind: 'time', wholeNumbers: 1000, distinct: 1000 },
      'datetime',
    ],
    [
      'numbers in a file of texts, some of them missing',
      { ...texts, distinct: 700, numbers: 970, wholeNumbers: 970 },
      'numeric',
    ],
    ['lists', { ...texts, nativeKind: 'nested' }, 'idLike'],
    [
      'nothing but nulls',
      { ...numbers, nulls: 1000, numbers: 0 },
      'categorical',
    ],
    ['no row', { ...numbers, rows: 0, numbers: 0 }, 'categorical'],
  ])('takes %s for what they are', (_, facts, type) => {
    expect(proposeColumnType({ ...numbers, ...facts }).type).toBe(type);
  });

  it('says with figures why', () => {
    expect(
      proposeColumnType({ ...numbers, wholeNumbers: 1000, distinct: 900 })
        .reason,
    ).toBe(
      'Whole numbers that hardly repeat: 900 different values in 1000 rows.',
    );
    expect(proposeColumnType({ ...texts, numbers: 970 }).reason).toBe(
      'Numbers, but for 30 of 1000 values, which count as mistyped.',
    );
  });

  it('always has a known type and a sentence', () => {
    const count = fc.nat(1000);
    fc.assert(
      fc.property(
        fc.record({
          nativeKind: fc.constantFrom(
            'number',
            'time',
            'boolean',
            'text',
            'nested',
          ),
          rows: count,
          nulls: count,
          distinct: count,
          numbers: count,
          wholeNumbers: count,
          times: count,
          meanLength: count,
        }),
        facts => {
          const { type, reason } = proposeColumnType(facts as ColumnFacts);
          expect(COLUMN_TYPES).toContain(type);
          expect(reason).toMatch(/^[A-Z].*\.$/);
        },
      ),
    );
  });
});

describe('parseColumnTypes', () => {
  it('reads declared types', () => {
    expect([
      ...parseColumnTypes(
        '{"age": "numeric", "plan": "categorical"}',
        'c.json',
      ),
    ]).toEqual([
      ['age', 'numeric'],
      ['plan', 'categorical'],
    ]);
  });

  it('takes a column of any name for a column', () => {
    const types = parseColumnTypes('{"__proto__": "numeric"}', 'c.json');
    expect(types.get('__proto__')).toBe('numeric');
    expect(types.get('constructor')).toBeUndefined();
  });

  it.each([
    [
      'a type that nobody knows',
      '{"age": "number"}',
      `c.json: column 'age' has the type "number"; known are numeric, discrete`,
    ],
    [
      'a type with more to it',
      '{"age": {"type": "numeric"}}',
      `column 'age' has the type {"type"`,
    ],
    ['a part of every object', '{"age": "toString"}', `column 'age'`],
    [
      'a type without end',
      `{"age": "${'x'.repeat(100_000)}"}`,
      'xxx…; known are',
    ],
    ['a list', '["age"]', 'c.json must be an object'],
    ['null', 'null', 'c.json must be an object'],
    ['nothing', '{}', 'c.json names no column'],
    ['broken JSON', '{', 'c.json is not JSON'],
  ])('refuses %s', (_, json, reason) => {
    expect(() => parseColumnTypes(json, 'c.json')).toThrow(reason);
  });
});
