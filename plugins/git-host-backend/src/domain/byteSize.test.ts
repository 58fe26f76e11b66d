import { formatByteSize, parseByteSize } from './byteSize';

describe('parseByteSize', () => {
  it.each([
    ['1KiB', 1024],
    ['50MiB', 52_428_800],
    ['2GiB', 2_147_483_648],
  ])('reads %s as %i bytes, and writes it again', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
    expect(formatByteSize(bytes)).toBe(text);
  });

  it.each(['', '50', '50MB', '50 MiB', '-1MiB', '0MiB', '1.5MiB', '1e3KiB'])(
    'does not read "%s"',
    text => {
      expect(parseByteSize(text)).toBeUndefined();
    },
  );
});
