import { firstSentence } from './firstSentence';

describe('firstSentence', () => {
  it('leaves short lines as they are', () => {
    expect(firstSentence('SQL injection in lookup')).toBe(
      'SQL injection in lookup',
    );
    expect(firstSentence('A password is checked in.')).toBe(
      'A password is checked in.',
    );
  });

  it('takes the first of several sentences', () => {
    expect(
      firstSentence(
        'Detected a query that is built of input. An attacker could read all rows. Use parameters.',
      ),
    ).toBe('Detected a query that is built of input');
  });

  it.each(['See e.g. Table 5', 'No. 5 of v1.2.3 is set, i.e. not off'])(
    'does not end at a dot of "%s"',
    line => {
      expect(firstSentence(line)).toBe(line);
    },
  );

  it('cuts a long sentence at a word', () => {
    const cut = firstSentence(`${'secrets '.repeat(40)}end.`);
    expect(cut).toMatch(/secrets…$/);
    expect(cut.length).toBeLessThanOrEqual(120);
    expect(firstSentence('x'.repeat(300))).toBe(`${'x'.repeat(119)}…`);
    expect(firstSentence('😀'.repeat(100))).toBe(`${'😀'.repeat(59)}…`);
  });
});
