import { storableText } from './storableText';

describe('storableText', () => {
  it('keeps what is text, and takes out controls, half characters and secrets', () => {
    expect(storableText(' Not reachable: Größe\nsee below ', 100)).toBe(
      'Not reachable: Größe\nsee below',
    );
    expect(storableText('a\u0000b\ud800c\u202e', 100)).toBe('ab\ufffdc');
    expect(
      storableText(`token ghp_${'a1B2'.repeat(9)} at https://u:pw@h/`, 100),
    ).toBe('token *** at https://u:***@h/');
  });

  it('is not longer than allowed', () => {
    expect(storableText('x'.repeat(5000), 10)).toHaveLength(10);
  });
});
