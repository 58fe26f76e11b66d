import fc from 'fast-check';
import { decodeFiles } from './decodeFiles';

describe('decodeFiles', () => {
  it('gives back every text and every byte', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter(text => !/\p{Cs}/u.test(text)),
        fc.uint8Array(),
        (text, bytes) => {
          const [first, second] = decodeFiles([
            { path: 'text', content: text },
            {
              path: 'bytes',
              content: Buffer.from(bytes).toString('base64'),
              encoding: 'base64',
            },
          ]);
          expect(first.bytes.toString()).toBe(text);
          expect(second.bytes).toEqual(Buffer.from(bytes));
        },
      ),
    );
  });

  it.each(['a', 'abc', 'ab=c', 'a b=', '\n', 'YQ'])(
    'refuses %j as base64, naming the file',
    content => {
      expect(() =>
        decodeFiles([{ path: 'x.bin', content, encoding: 'base64' }]),
      ).toThrow('"x.bin" is not valid base64');
    },
  );

  it('refuses text that UTF-8 cannot store', () => {
    expect(() => decodeFiles([{ path: 'x', content: 'a\ud800' }])).toThrow(
      'lone surrogate',
    );
  });
});
