import { ScmIntegrations } from '@backstage/integration';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { config, createRoadConfig } from '../__testUtils__/roadConfig';
import { createGitopsLocateAction } from './gitopsLocate';

async function locate(input: { host: string; owner: string }) {
  const outputs: Record<string, unknown> = {};
  await createGitopsLocateAction({
    integrations: ScmIntegrations.fromConfig(config),
    road: createRoadConfig('/nonexistent'),
  }).handler({
    ...createMockActionContext({ input }),
    output: (name, value) => {
      outputs[name] = value;
    },
  });
  return outputs;
}

describe('road:gitops:locate', () => {
  it('knows the embedded host', async () => {
    await expect(
      locate({ host: 'plumbline', owner: 'ml-team' }),
    ).resolves.toEqual({
      gitopsUrl: 'http://portal.test/api/git-host/platform-team/gitops.git',
      repositoriesUrl: 'http://portal.test/api/git-host/ml-team',
    });
  });

  it('knows the hosts of the integrations', async () => {
    await expect(
      locate({ host: 'github.com', owner: 'ml-team' }),
    ).resolves.toEqual({
      gitopsUrl: 'https://github.com/platform-team/gitops.git',
      repositoriesUrl: 'https://github.com/ml-team',
    });
  });

  it('refuses what is no host and no team by its name', async () => {
    await expect(
      locate({ host: 'nosuch.example.com', owner: 'ml-team' }),
    ).rejects.toThrow('"nosuch.example.com" is not a Git host');
    await expect(
      locate({ host: 'plumbline', owner: 'ml-team/*' }),
    ).rejects.toThrow('owner: "ml-team/*"');
  });
});
