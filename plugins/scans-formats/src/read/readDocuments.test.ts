import { ReportRefused } from '../report/ReportRefused';
import { DEFAULT_LIMITS } from './limits';
import { readDocuments } from './readDocuments';

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (
  content: string | Uint8Array,
  limits: Partial<typeof DEFAULT_LIMITS> = {},
) =>
  readDocuments(typeof content === 'string' ? bytes(content) : content, {
    ...DEFAULT_LIMITS,
    ...limits,
  });

/** Place and reason of a refusal. */
function refusal(
  content: string | Uint8Array,
  limits: Partial<typeof DEFAULT_LIMITS> = {},
): string {
  try {
    read(content, limits);
  } catch (error) {
    if (error instanceof ReportRefused) {
      return error.message;
    }
    throw error;
  }
  return 'not refused';
}

const utf16 = (text: string, isBigEndian: boolean) => {
  const buffer = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? buffer.swap16() : buffer;
};

describe('readDocuments', () => {
  describe('tells by content what a file is', () => {
    it.each([
      ['json', '{"a": 1}', [{ a: 1 }]],
      ['json', ' \n[1, 2]\n', [[1, 2]]],
      ['json', 'null\n', [null]],
      ['json', '\ufeff{"a": 1}', [{ a: 1 }]],
      ['json-lines', '{"a": 1}\r\n\n{"a": 2}\n', [{ a: 1 }, { a: 2 }]],
      ['json-lines', '{"a": "\u2028"}\n{"a": 2}', [{ a: '\u2028' }, { a: 2 }]],
      ['yaml', 'a: 1\nb: [x]', [{ a: 1, b: ['x'] }]],
      ['yaml', '---\na: 1\n---\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
      ['yaml', '\ufeffa: yes', [{ a: 'yes' }]],
      ['xml', '<?xml version="1.0"?><bom/>', []],
    ])('%s: %j', (syntax, text, values) => {
      expect(read(text)).toMatchObject({ syntax, values });
    });

    it.each([false, true])(
      'UTF-16 as a shell of Windows writes it (big endian: %s)',
      isBigEndian => {
        expect(read(utf16('{"a": "ä"}', isBigEndian)).values).toEqual([
          { a: 'ä' },
        ]);
      },
    );
  });

  describe('says where and why a file cannot be read', () => {
    it.each([
      ['It is empty: the scanner wrote nothing.', ''],
      ['It is empty: the scanner wrote nothing.', '\ufeff \n\t'],
      [
        'line 1, column 6: This JSON ends too early: the file was cut off.',
        '{"a":',
      ],
      [
        'line 2, column 4: This JSON ends too early: the file was cut off.',
        '[\n1, "secret of the cu',
      ],
      [
        'line 2, column 6: This is not valid JSON (ColonExpected).',
        '{"a":1,\n "b" 2}',
      ],
      [
        'line 1, column 9: This is not valid JSON (InvalidCommentToken).',
        '{"a": 1 // a\n}',
      ],
      [
        'line 1, column 6: This is not valid JSON (InvalidSymbol).',
        '{"a":NaN}',
      ],
      [
        'line 3: This line is no JSON, the ones before it are.',
        '{"a":1}\n\n{"a":\n',
      ],
      [
        'line 2, column 1: This is not valid YAML (duplicate key).',
        'a: 1\na: 2',
      ],
      [
        'Its YAML uses aliases of nothing, or uses them more than 50 times.',
        'a: *b',
      ],
    ])('%s', (message, text) => {
      expect(refusal(text)).toBe(message);
    });

    it('a file that is no text', () => {
      expect(refusal(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]))).toBe(
        'This is no text: it is neither UTF-8 nor UTF-16. Unpack an archive first.',
      );
      expect(refusal(utf16('{}', false).subarray(0, 5))).toMatch(
        /^This is no text/,
      );
    });

    it('without repeating what it holds', () => {
      for (const text of [
        '{"token": hunter22}',
        '{"hunter22"',
        'token: hunter22\n\t- hunter22: "',
        'hunter22: 1\nhunter22: 2',
        '{"a":1}\nhunter22',
      ]) {
        expect(refusal(text)).not.toContain('hunter22');
        expect(refusal(text)).not.toBe('not refused');
      }
    });
  });

  describe('holds to its limits', () => {
    it('of bytes', () => {
      const limits = { maxBytes: 1024 * 1024 };
      expect(refusal(' '.repeat(1024 * 1024 + 1), limits)).toBe(
        'It has more than 1 MiB.',
      );
      expect(read(`{}${' '.repeat(1024 * 1024 - 2)}`, limits).values).toEqual([
        {},
      ]);
    });

    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

    it('of nesting in JSON', () => {
      expect(read(nested(64)).values).toHaveLength(1);
      expect(refusal(nested(65))).toBe(
        'line 1, column 65: It is nested deeper than 64 levels.',
      );
      expect(refusal('{"a":'.repeat(5_000_000))).toMatch(/deeper than 64/);
    });

    it('of nesting that a string or a comment seems to hide', () => {
      expect(read(`["\\"${'['.repeat(100)}\\\\"]`).values).toHaveLength(1);
      expect(refusal(`[/*"*/${'['.repeat(1_000_000)}`)).toBe(
        'line 1, column 2: This is not valid JSON (InvalidCommentToken).',
      );
    });

    it('of nesting in YAML', () => {
      const list = (depth: number) => `a: ${nested(depth)}`;
      expect(read(list(62)).values).toHaveLength(1);
      expect(refusal(list(64))).toBe('It is nested deeper than 64 levels.');
      expect(refusal(`a: ${'['.repeat(100_000)}`)).toMatch(/not valid YAML/);
      expect(refusal('- '.repeat(50_000))).toMatch(/YAML|deeper/);
      expect(refusal('? '.repeat(50_000))).toMatch(/YAML|deeper/);
    });

    it('of values, before they take memory', () => {
      const limits = { maxValues: 1000 };
      expect(read(`[${'0,'.repeat(997)}0]`, limits).values).toHaveLength(1);
      expect(refusal(`[${'0,'.repeat(999)}0]`, limits)).toBe(
        'line 1, column 1999: It has more than 1,000 values.',
      );
      expect(refusal(`[${'{},'.repeat(600)}{}]`, limits)).toMatch(/values/);
      expect(refusal('{}\n'.repeat(1001), limits)).toMatch(/values/);
      expect(refusal('[[],'.repeat(20_000_000))).toMatch(/deeper/);
      expect(refusal(`[${'[],'.repeat(20_000_000)}`)).toMatch(
        /more than 10,000,000 values/,
      );
    });

    it('of patience with a long text that is no YAML', () => {
      const long = (line: string) => line.repeat(200_000);
      const plain =
        'This is plain text: neither JSON, nor XML, nor YAML with names and values.';
      expect(refusal(long('Some words on a line\n'))).toBe(plain);
      expect(refusal(long('QWxhZGRpbjpvcGVu'))).toBe(plain);
      expect(refusal(long('A word: and more\nA line without one\n'))).toBe(
        'line 2, column 1: This is not valid YAML (missing char).',
      );
    });

    it.each([
      ['a mapping', (index: number) => `name-${index}: 1\n`],
      ['a list', (index: number) => `- name: ${index}\n`],
      ['a text', (index: number) => `${index ? '  ' : 'a: |\n  '}${index}\n`],
      ['flow', (index: number) => `${index ? '' : 'a: ['}\n ${index},`],
      ['a quoted text', (index: number) => `${index ? '' : 'a: "'} ${index}\n`],
    ])('and reads %s that is longer than its head', (what, line) => {
      const ends: Record<string, string> = {
        flow: ' ]',
        'a quoted text': ' "',
      };
      const text = Array.from({ length: 20_000 }, (_, index) =>
        line(index),
      ).join('');
      expect(read(`${text}${ends[what] ?? ''}`).values).toHaveLength(1);
    });

    it('of names that a mapping has twice, however many it has', () => {
      const names = Array.from(
        { length: 50_000 },
        (_, index) => `name-${index}: 1\n`,
      ).join('');
      expect(refusal(`${names}name-7: 2\n`)).toBe(
        'line 50001, column 1: This is not valid YAML (duplicate key).',
      );
      expect(refusal('a:\n - b: 1\n   c: 2\n   b: 3\n')).toBe(
        'line 4, column 4: This is not valid YAML (duplicate key).',
      );
    });

    it('of what YAML can be made of', () => {
      const bomb = [
        'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
        ...Array.from(
          { length: 9 },
          (_, index) =>
            `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`,
        ),
      ].join('\n');
      expect(refusal(bomb)).toMatch(/^Its YAML uses aliases/);
      expect(refusal('--- a\n'.repeat(1001))).toBe(
        'More than 1000 YAML documents are in it.',
      );
      expect(refusal(`a: ${'x'.repeat(21 * 1024 * 1024)}`)).toBe(
        'It is no JSON, and as YAML it has more than 20 MiB.',
      );
    });
  });

  it('reads a string of 20 MB', () => {
    const text = 'x'.repeat(20_000_000);
    expect(read(JSON.stringify({ text })).values).toEqual([{ text }]);
  });

  it('finds the place of an error after many lines', () => {
    expect(refusal(`{${'\n'.repeat(1_000_000)}x}`)).toBe(
      'line 1000001, column 1: This is not valid JSON (InvalidSymbol).',
    );
    expect(refusal(`{}\n{}${'\n'.repeat(1_000_000)}x`)).toBe(
      'line 1000002: This line is no JSON, the ones before it are.',
    );
  });

  it.each([
    ['JSON', '{"__proto__": {"isAdmin": true}, "constructor": 1, "a": {}}'],
    ['YAML', '__proto__: {isAdmin: true}\nconstructor: 1\na: {}'],
  ])('keeps names of prototypes in %s as plain names', (_, text) => {
    const [value] = read(text).values as [Record<string, unknown>];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'a']);
    expect(value.isAdmin).toBeUndefined();
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it('reads NUL, halves of characters and escapes as they are written', () => {
    expect(read('{"a": "\\u0000\\ud800\\u001b"}').values).toEqual([
      { a: '\u0000\ud800\u001b' },
    ]);
  });

  it('keeps every digit of a whole number, wherever it stands', () => {
    expect(
      read(
        '{"a": 12345678901234567890, "b": [-9007199254740993, 1], "c": 1e999}',
      ).values,
    ).toEqual([
      { a: '12345678901234567890', b: ['-9007199254740993', 1], c: Infinity },
    ]);
    expect(read('[1234567890123456]').values).toEqual([[1234567890123456]]);
  });

  it('warns nobody on the console', () => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    expect(read('? [hunter22]\n: 1\nb: !!hunter22 x').values).toHaveLength(1);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
