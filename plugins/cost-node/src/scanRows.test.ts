import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scanRows } from './scanRows';

describe('scanRows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cost-node-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** The first line of every row, and its text. */
  async function rowsOf(text: string, isGzipped = false) {
    const path = join(folder, 'a.csv');
    await writeFile(path, isGzipped ? gzipSync(text) : text);
    const rows: [number, string][] = [];
    await scanRows({ path, isGzipped, delimiter: ',' }, (start, end, line) => {
      rows.push([line, text.slice(start, end)]);
      return false;
    });
    return rows;
  }

  it.each([
    ['line breaks in a cell', 'a,b\n1,"x\ny"\n2,z', [1, 2, 4]],
    ['empty lines and carriage returns', 'a,b\r\n\r\n1,x\r\n', [1, 3]],
    ['two quotes within a cell', 'a,b\n1,"x""\n""y"\n2,z\n', [1, 2, 4]],
    ['a quote that opens no cell', 'a,b\n1,5" disk\n2,z\n', [1, 2, 3]],
    ['an empty quoted cell', 'a,b\n"",""\n2,z\n', [1, 2, 3]],
  ])('tells rows apart with %s', async (_, text, lines) => {
    expect((await rowsOf(text)).map(([line]) => line)).toEqual(lines);
    expect((await rowsOf(text, true)).map(([line]) => line)).toEqual(lines);
  });

  it('tells where a row begins and ends', async () => {
    expect(await rowsOf('a,b\n1,"x\ny"\n2,z')).toEqual([
      [1, 'a,b'],
      [2, '1,"x\ny"'],
      [4, '2,z'],
    ]);
  });

  it('ends when it is told to', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'a\n1\n2\n3\n');
    let seen = 0;
    await scanRows({ path, isGzipped: false, delimiter: ',' }, () => {
      seen += 1;
      return seen === 2;
    });
    expect(seen).toBe(2);
  });
});
