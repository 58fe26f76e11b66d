import { addUpTokens, ServedModel } from './servedModels';

const model = (
  name: string,
  change: Partial<ServedModel> = {},
): ServedModel => ({
  entityRef: `resource:default/${name}`,
  names: [name],
  namespaces: [],
  ...change,
});
const tokens = (name: string, quantity: number, namespace = 'ml') => ({
  name,
  namespace,
  quantity,
});

describe('addUpTokens', () => {
  it('adds up what servers of a model saw, in whole tokens', () => {
    const chat = model('chat', { names: ['chat', 'meta-llama/llama-3'] });
    expect(
      addUpTokens(
        [
          tokens('chat', 10.4),
          tokens('Meta-Llama/Llama-3', 20.3, 'edge'),
          tokens('other', 5),
        ],
        [chat, model('churn')],
      ),
    ).toEqual(new Map([[chat.entityRef, 31]]));
  });

  it('tells models of one name by where they are', () => {
    const models = [
      model('a', { names: ['chat'], namespaces: ['ml', 'edge'] }),
      model('b', { names: ['chat'], namespaces: ['shop'] }),
      model('c', { names: ['chat'] }),
    ];
    expect(
      addUpTokens(
        [
          tokens('chat', 1, 'edge'),
          tokens('chat', 2, 'shop'),
          tokens('chat', 4, 'elsewhere'),
          // Could be of any of them
          tokens('chat', 8, ''),
        ],
        models,
      ),
    ).toEqual(
      new Map([
        ['resource:default/a', 1],
        ['resource:default/b', 2],
        ['resource:default/c', 4],
      ]),
    );
    expect(
      addUpTokens([tokens('chat', 1, 'elsewhere')], models.slice(0, 2)).size,
    ).toBe(0);
    expect(addUpTokens([tokens('chat', 1, '')], [models[0]]).size).toBe(1);
  });

  it('keeps zero', () => {
    expect(addUpTokens([tokens('chat', 0)], [model('chat')])).toEqual(
      new Map([['resource:default/chat', 0]]),
    );
  });
});
