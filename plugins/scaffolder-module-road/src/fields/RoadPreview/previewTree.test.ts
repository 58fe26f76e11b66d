import { buildTree, countBytes, readText } from './previewTree';

const file = (path: string, content = '') => ({
  path,
  base64Content: Buffer.from(content).toString('base64'),
});

it.each(['', 'a', 'ab', 'abc', 'ünï', 'x'.repeat(1000)])(
  'counts the bytes of %j',
  content => {
    expect(countBytes(Buffer.from(content).toString('base64'))).toBe(
      Buffer.byteLength(content),
    );
  },
);

it('puts folders before files and keeps their paths', () => {
  expect(
    buildTree([file('b.txt'), file('a/z/y.txt'), file('a/x.txt')]),
  ).toEqual([
    {
      kind: 'folder',
      name: 'a',
      path: 'a',
      children: [
        {
          kind: 'folder',
          name: 'z',
          path: 'a/z',
          children: [
            { kind: 'file', name: 'y.txt', path: 'a/z/y.txt', bytes: 0 },
          ],
        },
        { kind: 'file', name: 'x.txt', path: 'a/x.txt', bytes: 0 },
      ],
    },
    { kind: 'file', name: 'b.txt', path: 'b.txt', bytes: 0 },
  ]);
});

it('reads text as UTF-8 and tells binary files apart', () => {
  expect(readText(file('a', 'ünï → ok'))).toBe('ünï → ok');
  expect(
    readText({
      path: 'b',
      base64Content: Buffer.from([255, 254]).toString('base64'),
    }),
  ).toBeUndefined();
  expect(
    readText({
      path: 'c',
      base64Content: Buffer.from([65, 0]).toString('base64'),
    }),
  ).toBeUndefined();
});
