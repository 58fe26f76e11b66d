import { buildWebPath } from '@plumbline/backstage-plugin-git-host-common';
import fc from 'fast-check';
import {
  isHostedAddress,
  listRefCandidates,
  parseReadAddress,
} from './readAddress';

const BASES = ['http://localhost:7007', 'https://portal.test/base'];

describe('parseReadAddress', () => {
  it('finds again what buildWebPath wrote', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter(part => !/^\.{1,2}$/.test(part));
    const path = fc.array(
      text.filter(part => !part.includes('/')),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(text, path, fc.constantFrom(...BASES), (ref, parts, base) => {
        const address = buildWebPath({
          owner: 'ml-team',
          name: 'churn',
          kind: 'blob',
          ref,
          path: parts.join('/'),
        });
        const url = new URL(`${base}${address}`);
        expect(parseReadAddress(url, BASES)).toEqual({
          owner: 'ml-team',
          name: 'churn',
          segments: [ref, ...parts],
        });
      }),
    );
  });

  it.each([
    'http://localhost:7007/git/ml-team',
    'http://localhost:7007/git/ml-team/churn/tree',
    'http://localhost:7007/git/ml-team/churn/raw/main/x',
    'http://localhost:7007/git/ML/churn/tree/main',
    'http://localhost:7007/git/ml-team/churn/tree/%ff',
    'http://localhost:7007/git/..%2f../churn/tree/main',
    'http://localhost:7007/base/git/ml-team/churn',
    'https://portal.test/git/ml-team/churn',
  ])('does not take %s for a place', text => {
    expect(parseReadAddress(new URL(text), BASES)).toBeUndefined();
  });

  it('takes the address of a repository for its root', () => {
    for (const end of ['', '/']) {
      const url = new URL(`http://localhost:7007/git/ml-team/churn${end}`);
      expect(parseReadAddress(url, BASES)).toEqual({
        owner: 'ml-team',
        name: 'churn',
        segments: [],
      });
    }
  });
});

describe('isHostedAddress', () => {
  it('compares host and port, and the path up to /git/', () => {
    const isHosted = (text: string) => isHostedAddress(new URL(text), BASES);
    expect(isHosted('http://localhost:7007/git/a/b')).toBe(true);
    expect(isHosted('https://portal.test/base/git/a/b')).toBe(true);
    expect(isHosted('http://localhost:3000/git/a/b')).toBe(false);
    expect(isHosted('http://localhost:7007/gitx/a/b')).toBe(false);
    expect(isHosted('http://localhost.evil.test:7007/git/a/b')).toBe(false);
  });
});

describe('listRefCandidates', () => {
  it('tries the longest ref first', () => {
    expect(listRefCandidates(['a', 'b', 'c'])).toEqual([
      { ref: 'a/b/c', path: '' },
      { ref: 'a/b', path: 'c' },
      { ref: 'a', path: 'b/c' },
    ]);
  });
});
