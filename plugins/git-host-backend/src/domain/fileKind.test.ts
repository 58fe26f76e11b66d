import { classifyFile } from './fileKind';

describe('classifyFile', () => {
  it.each([
    ['text', 'Grüße\r\n'],
    ['text', ''],
    ['text', '\ufeffwith a mark'],
    ['lfs-pointer', 'version https://git-lfs.github.com/spec/v1\noid x\n'],
  ])('takes %s for what it is and keeps every byte', (kind, content) => {
    expect(classifyFile(Buffer.from(content))).toEqual({ kind, content });
  });

  it.each([
    Buffer.from([0x47, 0x49, 0x46, 0x00]),
    Buffer.from([0xff, 0xfe, 0x41]),
    Buffer.from([0xc3]),
  ])('takes %j for binary', bytes => {
    expect(classifyFile(bytes)).toEqual({ kind: 'binary' });
  });

  it('does not take a long text about LFS for a pointer', () => {
    const text = `version https://git-lfs.github.com/spec/v1\n${'x'.repeat(
      2000,
    )}`;
    expect(classifyFile(Buffer.from(text)).kind).toBe('text');
  });
});
