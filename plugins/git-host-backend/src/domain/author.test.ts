import fc from 'fast-check';
import { buildAuthor } from './author';

describe('buildAuthor', () => {
  it('prefers what the catalog says', () => {
    expect(
      buildAuthor({
        userName: 'ada',
        displayName: 'Ada L.',
        email: 'ada@example.org',
        host: 'portal.test',
      }),
    ).toEqual({ name: 'Ada L.', email: 'ada@example.org' });
  });

  it('makes do with the name of the user', () => {
    expect(buildAuthor({ userName: 'ada', host: 'portal.test' })).toEqual({
      name: 'ada',
      email: 'ada@noreply.portal.test',
    });
  });

  it('never breaks the identity line of a commit', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (displayName, email) => {
        const author = buildAuthor({
          userName: 'ada',
          displayName,
          email,
          host: 'portal.test',
        });
        expect(author.name).not.toBe('');
        expect(author.email).not.toBe('');
        expect(`${author.name}${author.email}`).not.toMatch(/[<>\n\r\0]/);
      }),
    );
  });
});
