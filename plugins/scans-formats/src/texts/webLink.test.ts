/* eslint-disable no-script-url */
import { webLink } from './webLink';

describe('webLink', () => {
  it.each([
    'https://nvd.example.com/vuln/detail/CVE-2024-1?a=b#c',
    'http://example.com/a.b/c..d',
    'https://example.com/%E2%82%AC',
    'https://localhost:8080/a',
  ])('links %s as it is', url => {
    expect(webLink(url)).toBe(url);
  });

  it.each([
    ['HTTPS://Example.COM', 'https://example.com/'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/"><img>', 'https://example.com/%22%3E%3Cimg%3E'],
    ['https://exa\nmple.com/', 'https://example.com/'],
    ['https://example.com/\u202egpj', 'https://example.com/%E2%80%AEgpj'],
  ])('writes %j as the browser would', (url, written) => {
    expect(webLink(url)).toBe(written);
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    '//example.com/a',
    'ftp://example.com/',
    'https://user:password@example.com/',
    'https://token@example.com/',
    'https://',
    'https://[/',
    'see https://example.com/',
    `https://example.com/${'a'.repeat(2000)}`,
    '',
  ])('does not link %s', url => {
    expect(webLink(url)).toBeUndefined();
  });

  it('needs no more time for an address made to take long', () => {
    for (const url of [
      `https://${'a.'.repeat(900)}`,
      `https://a.example/${'a.'.repeat(900)}"`,
      `https://a.example/${'.'.repeat(1800)}"`,
    ]) {
      expect(() => webLink(url)).not.toThrow();
    }
  });
});
