import fc from 'fast-check';
import { NdjsonReader } from './NdjsonReader';

function readAll(chunks: readonly Buffer[]) {
  const rows: unknown[] = [];
  const reader = new NdjsonReader(row => {
    rows.push(row);
    return row.bad === true ? 'is bad' : undefined;
  });
  chunks.forEach(chunk => reader.push(chunk));
  reader.end();
  return rows;
}

describe('reading lines as they come', () => {
  it('finds the same rows wherever the bytes are cut', () => {
    const rows = [{ a: 1 }, { text: 'žluťoučký 🚀' }, { b: [1, 2] }, {}];
    const bytes = Buffer.from(
      `${rows.map(row => JSON.stringify(row)).join('\n\n')}\r\n`,
    );
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 10 }), places => {
        const cuts = [0, ...places.sort((a, b) => a - b), bytes.length];
        const chunks = cuts
          .slice(1)
          .map((end, index) => bytes.subarray(cuts[index], end));
        expect(readAll(chunks)).toEqual(rows);
      }),
    );
  });

  it('takes a last line without a newline, and nothing from nothing', () => {
    expect(readAll([Buffer.from('{"a":1}')])).toEqual([{ a: 1 }]);
    expect(readAll([])).toEqual([]);
  });

  it('names each line that is none, without its content', () => {
    expect(() =>
      readAll([Buffer.from('{"a":1}\n{"secret":\n[1]\n{"bad":true}\n')]),
    ).toThrow(
      'Nothing of it was taken: line 2 is not JSON; line 3 is not a JSON object; line 4 is bad',
    );
  });

  it('stops at the twentieth', () => {
    expect(() => readAll([Buffer.from('{\n'.repeat(1000))])).toThrow(
      /line 20 is not JSON; there may be more$/,
    );
  });

  it('does not hold a line without an end', () => {
    const reader = new NdjsonReader(() => undefined);
    const chunk = Buffer.alloc(300 * 1024, 'x');
    expect(() => {
      for (let count = 0; count < 4; count += 1) {
        reader.push(chunk);
      }
    }).toThrow('line 1 is longer than 1 MiB');
  });
});
