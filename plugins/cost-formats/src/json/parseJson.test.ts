import fc from 'fast-check';
import { DocumentRefused } from './DocumentRefused';
import {
  amountField,
  expectObject,
  fieldOf,
  isObject,
  textField,
} from './fields';
import { JsonNumber, JsonValue } from './JsonValue';
import { parseJson } from './parseJson';

describe('parseJson', () => {
  it('keeps the digits that a double would lose', () => {
    const document = expectObject(
      parseJson('{"cost": 0.123456789012345678901, "id": 123456789012345678}'),
      '',
    );
    expect(amountField(document, 'cost', '')).toBe(
      123456789012345678901n * 10n ** 33n,
    );
    expect(textField(document, 'id')).toBe('123456789012345678');
  });

  it('takes __proto__ and constructor for names like any other', () => {
    const document = expectObject(
      parseJson('{"__proto__": {"polluted": 1}, "a": {}}'),
      '',
    );
    expect(Object.keys(document)).toEqual(['__proto__', 'a']);
    expect(fieldOf(document, 'polluted')).toBeUndefined();
    expect(fieldOf(document, 'toString')).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads behind a byte order mark', () => {
    expect(parseJson('\uFEFF[]')).toEqual([]);
  });

  it.each([
    ['', /^The document is empty/],
    [' \n', /^The document is empty/],
    ['{"a": 1,\n"b": }', /^line 2: This is not valid JSON/],
    ['{"a": [1, 2', /cut off/],
    ['{"a": "secr', /^line 1: .*cut off/],
    ['{"a": 1} x', /^line 1: This is not valid/],
    ["\n{'a': 1}", /^line 2: This is not valid/],
    ['{"a": 01}', /not valid/],
    ['{"a": 1, "a": 2}', /'a' stands twice/],
    ['<html>', /not valid/],
    ['['.repeat(1_000_000), /^line 1: .*nested deeper than 64/],
    [`\n{"a":${'['.repeat(70)}${']'.repeat(70)}}`, /^line 2: .*nested deeper/],
  ])('refuses %.20j in words of its own', (text, message) => {
    expect(() => parseJson(text)).toThrow(DocumentRefused);
    expect(() => parseJson(text)).toThrow(message);
    expect(() => parseJson(text)).not.toThrow(/secr/);
  });

  it('is not deceived by brackets and quotes within texts', () => {
    const text = `{"a": "${'['.repeat(100)}\\"${'{'.repeat(100)}\\\\"}`;
    expect(() => parseJson(text)).not.toThrow();
  });

  it('refuses what JSON.parse refuses, and nothing else', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ':', ',', '"a"', '"b\\n"', '"\\x"', '"'],
      ...['1', '-0.5e+3', '01', '.5', '-', 'true', 'null', 'nul', ' ', '\n'],
    );
    const succeeds = (parse: (text: string) => unknown, text: string) => {
      try {
        parse(text);
        return true;
      } catch (error) {
        return error instanceof DocumentRefused || error instanceof SyntaxError
          ? /stands twice/.test(error.message)
          : error;
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), pieces => {
        const text = pieces.join('');
        expect(succeeds(parseJson, text)).toBe(succeeds(JSON.parse, text));
      }),
      { seed: 15, numRuns: 5000 },
    );
  });

  it('reads any JSON like JSON.parse, numbers aside', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), text => {
        const asPlain = (value: JsonValue): unknown => {
          if (value instanceof JsonNumber) {
            return Number(value.text);
          }
          if (Array.isArray(value)) {
            return value.map(asPlain);
          }
          return isObject(value)
            ? Object.entries(value).map(([name, of]) => [name, asPlain(of)])
            : value;
        };
        const expected = JSON.parse(text, (_key, value) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.entries(value)
            : value,
        );
        expect(asPlain(parseJson(text))).toEqual(expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
