import { parseArtifactPath } from './parseArtifactPath';

describe('parseArtifactPath', () => {
  it.each([
    ['runs:/abc123/data/b.csv', { runId: 'abc123', path: 'data/b.csv' }],
    [
      'models:/churn/12/b.csv',
      { model: 'churn', version: '12', path: 'b.csv' },
    ],
    [
      'models:/churn@champion/b.csv',
      { model: 'churn', alias: 'champion', path: 'b.csv' },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseArtifactPath(text)).toEqual(expected);
  });

  it.each(['b.csv', 'runs:/abc', 'runs:/../x', 'models:/churn/b.csv', ''])(
    'refuses %j and says what it should be',
    text => {
      expect(() => parseArtifactPath(text)).toThrow(
        'is not of the form runs:/',
      );
    },
  );
});
