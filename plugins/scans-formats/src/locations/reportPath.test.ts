import fc from 'fast-check';
import { imageRepository, reportPath } from './reportPath';

describe('reportPath', () => {
  it.each([
    ['src/app.ts', 'src/app.ts'],
    ['./src//app.ts', 'src/app.ts'],
    ['/main.tf', '/main.tf'],
    ['a/./b/../c', 'a/c'],
    ['file:///home/me/app.py', '/home/me/app.py'],
    ['file:/home/app.py', '/home/app.py'],
    ['file://build.example/home/app.py', '/home/app.py'],
    ['FILE:///C:/src/app.cs', 'C:/src/app.cs'],
    ['C:\\src\\app.cs', 'C:/src/app.cs'],
    ['/C:/src/app.cs', 'C:/src/app.cs'],
    ['a%20b/c%2b.ts', 'a b/c+.ts'],
    ['100%/a', '100%/a'],
    ['a%00b\u0000c', 'abc'],
    ['a\nb', 'a b'],
    ['evil\u202egnp.exe', 'evilgnp.exe'],
    ['https://example.com/a/../b', 'https://example.com/a/../b'],
  ])('%j is shown as %j', (value, path) => {
    expect(reportPath(value)).toBe(path);
  });

  it.each([
    ['../../etc/passwd', '../../etc/passwd'],
    ['a/../../b', '../b'],
    ['/../etc/passwd', '/../etc/passwd'],
    ['%2e%2e/%2e%2e/etc/passwd', '../../etc/passwd'],
    ['..\\..\\windows', '../../windows'],
    ['C:\\a\\..\\..\\b', 'C:/../b'],
  ])('%j keeps showing that it climbs out', (value, path) => {
    expect(reportPath(value)).toBe(path);
  });

  it('decodes once, not twice', () => {
    expect(reportPath('%252e%252e/a')).toBe('%2e%2e/a');
  });

  it.each(['', '.', '/', './', 'file:///', 'a/..'])(
    '%j names no file',
    value => {
      expect(reportPath(value)).toBeUndefined();
    },
  );

  it('never has a `..` behind a name, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '..',
            '.',
            'a',
            '/',
            '\\',
            '%2e',
            '%2f',
            'file://',
            'b.ts',
            ' ',
          ),
          { maxLength: 12 },
        ),
        parts => {
          const path = reportPath(parts.join('')) ?? '';
          fc.pre(!path.includes('://'));
          expect(path).not.toMatch(/(^|\/)(?!\.\.\/)[^/]+\/\.\.(\/|$)/);
          expect(path).not.toMatch(/\\|\/\/|\/\.(\/|$)/);
        },
      ),
      { seed: 4, numRuns: 1000 },
    );
  });
});

describe('imageRepository', () => {
  it.each([
    ['shop', 'shop'],
    ['shop:1.2', 'shop'],
    [
      'registry.example.com:5000/team/shop',
      'registry.example.com:5000/team/shop',
    ],
    [
      'registry.example.com:5000/team/shop:1.2@sha256:abc',
      'registry.example.com:5000/team/shop',
    ],
    ['shop@sha256:abc', 'shop'],
  ])('%s is a build of %s', (reference, repository) => {
    expect(imageRepository(reference)).toBe(repository);
  });
});
