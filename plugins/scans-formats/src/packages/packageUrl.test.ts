import { packageUrl, withoutVersion } from './packageUrl';

describe('packageUrl', () => {
  it.each([
    ['npm', '@acme/widget', 'pkg:npm/%40acme/widget@1.0.0'],
    ['PyPI', 'Acme.Widget_x', 'pkg:pypi/acme-widget-x@1.0.0'],
    [
      'Go',
      'example.com/acme/widget',
      'pkg:golang/example.com/acme/widget@1.0.0',
    ],
    ['Maven', 'org.acme:widget', 'pkg:maven/org.acme/widget@1.0.0'],
    ['Debian:12', 'openssl', 'pkg:deb/debian/openssl@1.0.0'],
    ['alpine', 'musl', 'pkg:apk/alpine/musl@1.0.0'],
    ['crates.io', 'time', 'pkg:cargo/time@1.0.0'],
  ])('is built from ecosystem %s and name %s', (ecosystem, name, purl) => {
    expect(packageUrl({ ecosystem, name, version: '1.0.0' })).toBe(purl);
  });

  it.each([
    [
      'pkg:deb/debian/openssl@3.0?arch=amd64&distro=debian-12#x',
      'pkg:deb/debian/openssl@3.0',
    ],
    ['pkg:npm/@acme/widget@1.0', 'pkg:npm/%40acme/widget@1.0'],
    ['pkg:pypi/Acme.Widget@1.0', 'pkg:pypi/acme-widget@1.0'],
    ['pkg:npm/widget', 'pkg:npm/widget@9'],
  ])('leaves out of %s what tells builds apart', (purl, without) => {
    expect(packageUrl({ purl, name: 'widget', version: '9' })).toBe(without);
  });

  it('is built where the given one is broken', () => {
    expect(
      packageUrl({ purl: 'widget 1.0', ecosystem: 'npm', name: 'widget' }),
    ).toBe('pkg:npm/widget');
    expect(
      packageUrl({ purl: `pkg:npm/${'a'.repeat(2000)}`, name: 'widget' }),
    ).toBeUndefined();
  });

  it('is unknown where nobody knows the ecosystem or the name', () => {
    expect(packageUrl({ ecosystem: 'abacus', name: 'widget' })).toBeUndefined();
    expect(packageUrl({ name: 'widget' })).toBeUndefined();
    expect(packageUrl({ ecosystem: 'npm', name: '' })).toBeUndefined();
  });
});

describe('withoutVersion', () => {
  it.each([
    ['pkg:npm/%40acme/widget@1.0.0', 'pkg:npm/%40acme/widget'],
    ['pkg:npm/@acme/widget', 'pkg:npm/@acme/widget'],
    ['pkg:deb/debian/openssl@1:3.0-1?arch=x@y', 'pkg:deb/debian/openssl'],
    ['pkg:npm/widget', 'pkg:npm/widget'],
  ])('%s is a version of %s', (purl, name) => {
    expect(withoutVersion(purl)).toBe(name);
  });

  it.each([
    ['pkg:rpm/rhel/avahi@1', 'pkg:rpm/redhat/avahi@2'],
    ['pkg:rpm/amzn/avahi@1', 'pkg:rpm/amazon/avahi@1'],
    ['pkg:rpm/almalinux/avahi@1', 'pkg:rpm/alma/avahi@1'],
  ])('%s and %s are of the same distribution', (one, other) => {
    expect(withoutVersion(one)).toBe(withoutVersion(other));
  });

  it('keeps distributions apart that only look alike', () => {
    expect(withoutVersion('pkg:rpm/fedora/rhel@1')).toBe('pkg:rpm/fedora/rhel');
    expect(withoutVersion('pkg:npm/rhel/x@1')).toBe('pkg:npm/rhel/x');
  });
});
