import { csvLine } from './csv';

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =a', "'  =a"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['a,b', '"a,b"'],
  ['say "x"\n', '"say ""x""\n"'],
  [-1.5, '-1.5'],
  [true, 'true'],
  [undefined, ''],
])('writes %j as %j, which no spreadsheet computes', (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`);
});

it('separates cells with commas', () => {
  expect(csvLine(['a', 1, undefined, 'b'])).toBe('a,1,,b\r\n');
});
