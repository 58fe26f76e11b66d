import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderTemplatingExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import scaffolderModuleRoad from '.';
import { config } from './__testUtils__/roadConfig';

describe('the scaffolder module', () => {
  it('gives the scaffolder its actions, all usable in a preview, and its filters', async () => {
    const addActions = jest.fn();
    const addTemplateFilters = jest.fn();
    await startTestBackend({
      extensionPoints: [
        [scaffolderActionsExtensionPoint, { addActions }],
        [
          scaffolderTemplatingExtensionPoint,
          { addTemplateFilters, addTemplateGlobals: jest.fn() },
        ],
      ],
      features: [
        scaffolderModuleRoad,
        mockServices.rootConfig.factory({ data: config.get() }),
      ],
    });

    const actions = addActions.mock.calls.flat();
    expect(
      actions.map(({ id, supportsDryRun }) => [id, supportsDryRun]),
    ).toEqual([
      ['road:render', true],
      ['road:provenance', true],
      ['road:catalog:register', true],
      ['road:gitops:locate', true],
      ['road:publish', true],
      ['road:gitops:commit', true],
    ]);
    const [filters] = addTemplateFilters.mock.calls.flat();
    expect(
      filters.map(({ id, filter }: any) => [id, filter('a: "b"')]),
    ).toEqual([
      ['yaml', '"a: \\"b\\""'],
      ['toml', '"a: \\"b\\""'],
      ['py', '"a: \\"b\\""'],
      ['md', 'a: "b"'],
    ]);
  });
});
