import fc from 'fast-check';
import { isHidden, SecretKeeper, withoutForms } from './SecretKeeper';

const keeper = (...secrets: string[]) => {
  const made = new SecretKeeper('key of a test');
  secrets.forEach(secret => made.hide(secret));
  return made;
};

// Put together here, so that no scanner takes this file for a leak
const TOKEN = ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');
const JWT = [
  'eyJhbGciOiJIUzI1NiJ9',
  'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  'c2ln',
].join('.');

describe('isHidden', () => {
  it.each([
    'REDACTED',
    '****',
    'abc...',
    'XXXXXXXX',
    'pass******',
    '<redacted>',
  ])('knows %s for what a tool writes instead of a secret', text =>
    expect(isHidden(text)).toBe(true),
  );

  it.each(['hunter22', TOKEN, '', 'REDACTED by me'])(
    'takes %p for what it is',
    text => expect(isHidden(text)).toBe(false),
  );
});

describe('SecretKeeper', () => {
  it('marks the same secret by the same hash, and by another under another key', () => {
    const { hash } = keeper().mark('correct horse');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(keeper().mark('correct horse').hash).toBe(hash);
    expect(keeper().mark('correct house').hash).not.toBe(hash);
    expect(new SecretKeeper('another key').mark('correct horse').hash).not.toBe(
      hash,
    );
  });

  it('shows four characters of a long secret and none of a short one', () => {
    expect(keeper().mark('abcdefghijklmnop').preview).toBe('abcd…(16)');
    expect(keeper().mark('abcdefghijklmno').preview).toBe('***');
    expect(keeper().mark('\u202eäb\ncdefghijklmnop').preview).toBe('**b*…(18)');
  });

  it('tells nothing apart by what a tool wrote instead of a secret', () => {
    expect(keeper().mark('REDACTED')).toEqual({ preview: '***' });
  });

  it('blanks out a secret wherever it stands, however often', () => {
    expect(keeper('hunter22').sweep('hunter22 is hunter22hunter22.')).toBe(
      '*** is ***.',
    );
  });

  it('blanks out every line of a secret of several', () => {
    expect(keeper('first line\n  second line').sweep('a second line b')).toBe(
      'a *** b',
    );
  });

  it('blanks out a secret of which a text of one line lost spaces', () => {
    expect(keeper('user \t secret').sweep('a user secret b')).toBe('a *** b');
  });

  it('blanks out a secret of which a part was blanked out before', () => {
    const secret = `first ${TOKEN} last`;
    expect(keeper(secret).sweep(withoutForms(`a ${secret} b`))).toBe('a *** b');
  });

  it('prefers the longest of several secrets', () => {
    const sweep = keeper('hunter', 'hunter22', 'hunter22secret');
    expect(sweep.sweep('hunter22secret hunter22 hunter2')).toBe('*** *** ***2');
  });

  it('leaves words alone that are too short to be told from others', () => {
    expect(keeper('admin').sweep('the admin page')).toBe('the admin page');
  });

  it('blanks out what a cut text has of a secret', () => {
    expect(keeper('correcthorsebattery').sweep('it is correctho…')).toBe(
      'it is ***…',
    );
    expect(keeper('correcthorsebattery').sweep('it is correctho')).toBe(
      'it is correctho',
    );
  });

  it('blanks out a secret of any length', () => {
    const secret = Array.from({ length: 3000 }, (_, index) => `${index}x`).join(
      '',
    );
    expect(keeper(secret).sweep(`a ${secret} b`)).toBe('a *** b');
  });

  it.each([
    `${TOKEN}`,
    `${JWT}`,
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\ncut off',
    ['AKIA', 'ABCDEFGHIJKLMNOP'].join(''),
    ['AKIA', '0123456789ABCDEF'].join(''),
    ['ASIA', 'ABCDEFGHIJKLMNOP'].join(''),
    ['AIza', 'abcdefghijklmnopqrstuvwxyz_0123456-8'].join('').slice(0, 39),
    ['glpat', 'abcdefghij0123456789'].join('-'),
    ['github', 'pat', 'abcdefghij0123456789'].join('_'),
    ['sk', 'live', 'abcdefghij0123456789'].join('_'),
    ['npm', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_'),
    ['pypi', 'abcdefghij0123456789'].join('-'),
    ['xoxb', '0123456789-abcdef'].join('-'),
  ])('knows the form of a secret that nobody marked', secret => {
    expect(keeper().sweep(`token=${secret}`)).toBe('token=***');
  });

  it('takes the password out of an address, whatever its scheme', () => {
    expect(
      keeper().sweep(
        'see postgres+ssl://shop:hunter2@db:5432/x and a@b.example',
      ),
    ).toBe('see postgres+ssl://shop:***@db:5432/x and a@b.example');
  });

  it('lets no marked secret through, whatever surrounds it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            minLength: 6,
            maxLength: 20,
            unit: fc.constantFrom(...'abc'),
          }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        fc.array(
          fc.string({ unit: fc.constantFrom(...'abc '), maxLength: 10 }),
        ),
        (secrets, words) => {
          const text = words
            .flatMap((word, index) => [word, secrets[index % secrets.length]])
            .join('');
          const swept = keeper(...secrets).sweep(text);
          expect(secrets.filter(secret => swept.includes(secret))).toEqual([]);
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('copes with a hundred thousand secrets that begin alike', () => {
    const secrets = Array.from(
      { length: 100_000 },
      (_, index) => `password=${'x'.repeat(index % 150)}${index}`,
    );
    const sweep = keeper(...secrets);
    // One regular expression of them does not compile; looking for each takes minutes
    for (let index = 0; index < 1000; index += 1) {
      expect(
        sweep.sweep(`${'password=xxxx '.repeat(20)}${secrets[index * 7]}`),
      ).toMatch(/xxxx \*\*\*/);
    }
  });

  it.each([
    'eyJ-'.repeat(10_000),
    `://${'a-'.repeat(20_000)}`,
    '-----BEGIN '.repeat(5000),
    `@://${'a:'.repeat(20_000)}`,
  ])('needs no more time for a text made to take long', text => {
    expect(keeper().sweep(text).length).toBeGreaterThan(0);
  });
});
