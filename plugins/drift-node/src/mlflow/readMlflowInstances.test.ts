import { readMlflowInstances } from './readMlflowInstances';

describe('readMlflowInstances', () => {
  it('reads many instances, and none', () => {
    expect(
      readMlflowInstances([
        { name: 'prod', url: 'https://mlflow.example/base/', token: 't' },
        { name: 'lab', url: 'http://lab:5000', username: 'u', password: 'p' },
      ]),
    ).toEqual([
      { name: 'prod', url: 'https://mlflow.example/base', token: 't' },
      { name: 'lab', url: 'http://lab:5000', username: 'u', password: 'p' },
    ]);
    expect(readMlflowInstances(undefined)).toEqual([]);
  });

  it.each([
    [[{ name: 'a', url: 'ftp://secret' }], 'mlflow.instances.0.url: must be'],
    [
      [{ name: 'a', url: 'https://u:secret@x' }],
      'mlflow.instances.0.url: must not hold credentials',
    ],
    [[{ name: 'A b', url: 'http://x' }], 'mlflow.instances.0.name: must be'],
    [
      [{ name: 'a', url: 'http://x', username: 'secret' }],
      'mlflow.instances.0: must have username and password together',
    ],
    [
      [{ name: 'a', url: 'http://x', username: 'u', token: 'secret' }],
      'mlflow.instances.0: must have a token or a username',
    ],
    [
      ['a', 'a'].map(name => ({ name, url: 'http://x' })),
      'mlflow.instances: "a" is there twice',
    ],
    ['secret', 'mlflow.instances: '],
  ])('names the key that is wrong, and no value: %j', (value, sentence) => {
    const read = () => readMlflowInstances(value);
    expect(read).toThrow(sentence);
    expect(read).not.toThrow('secret');
  });
});
