import { cweNumbers } from './cweNumbers';

describe('cweNumbers', () => {
  it.each([
    [79, [79]],
    ['79', [79]],
    [' 089 ', [89]],
    ['CWE-79', [79]],
    ['cwe_22', [22]],
    ['CWE-79: Cross-site scripting in 2 parts', [79]],
    ['external/cwe/cwe-079', [79]],
    ['CWE-0', []],
    ['0', []],
    [-79, []],
    [1.5, []],
    ['NVD-CWE-noinfo', []],
    ['1234567', []],
    ['A01:2021', []],
    [null, []],
    [{ id: 79 }, []],
    [`cwe-${'0'.repeat(10_000)}`, []],
  ])('%j is %j', (value, numbers) => {
    expect(cweNumbers([value])).toEqual(numbers);
  });

  it('lists each once, in order', () => {
    expect(cweNumbers(['CWE-89', 79, 'cwe-79'])).toEqual([79, 89]);
  });
});
