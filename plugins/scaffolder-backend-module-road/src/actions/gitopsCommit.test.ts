import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeGitHost } from '../__testUtils__/FakeGitHost';
import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { config, createRoadConfig } from '../__testUtils__/roadConfig';
import { GitHostClient } from '../gitHost/GitHostClient';
import { GitopsCommitter } from '../gitops/GitopsCommitter';
import { RequestGitopsCommitter } from '../gitops/RequestGitopsCommitter';
import { createGitopsCommitters } from '../gitops/createGitopsCommitters';
import { createGitopsCommitAction } from './gitopsCommit';

const USER = mockCredentials.user().principal.userEntityRef;
const SCAFFOLDER = 'plugin:scaffolder';
const integrations = ScmIntegrations.fromConfig(config);

describe('road:gitops:commit', () => {
  const workspace = createMockDirectory();
  const templates = createMockDirectory();
  let gitHost: FakeGitHost;

  beforeEach(async () => {
    gitHost = await FakeGitHost.start();
    workspace.setContent({
      gitops: { 'catalog-info.yaml': 'kind: Group', 'dev/app.yaml': 'a: 1' },
      plain: { 'app.yaml': 'a: 1' },
      empty: {},
    });
    templates.setContent({
      '_shared/gitops-seed': {
        'README.md': '# GitOps',
        'argocd.yaml.njk':
          'repoURL: "${{ values.gitopsUrl }}"\nof: "${{ values.owner }}/${{ values.name }}"\n',
      },
    });
  });

  afterEach(() => gitHost.stop());

  async function run(
    options: {
      input?: Record<string, unknown>;
      context?: object;
      github?: GitopsCommitter;
    } = {},
  ) {
    const road = createRoadConfig(templates.path);
    const committers = createGitopsCommitters({
      auth: gitHost.auth,
      client: new GitHostClient(gitHost),
      config,
      integrations,
      road,
    });
    if (options.github) {
      committers.github = options.github;
    }
    const outputs: Record<string, unknown> = {};
    const input = {
      host: 'plumbline',
      path: 'teams/ml-team',
      sourcePath: 'gitops',
      message: 'feat: lay out ml-team',
      ...options.input,
    };
    await createGitopsCommitAction({ committers, integrations, road }).handler({
      ...createMockActionContext({
        input,
        workspacePath: workspace.path,
        task: { id: 'task-1' },
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      ...options.context,
    } as any);
    return outputs;
  }

  const COMMIT =
    'POST /api/git-host/v1/repositories/platform-team/gitops/commits';
  const CREATE = 'POST /api/git-host/v1/repositories';

  it('creates the repository on first use, then founds the team as the portal', async () => {
    await expect(run()).resolves.toEqual({
      webUrl:
        'http://portal.test/git/platform-team/gitops/tree/main/teams/ml-team',
      changed: true,
      catalogInfoUrl:
        'http://portal.test/git/platform-team/gitops/blob/main/teams/ml-team/catalog-info.yaml',
    });
    expect(gitHost.requests).toEqual([
      { line: COMMIT, principal: SCAFFOLDER },
      { line: CREATE, principal: SCAFFOLDER },
      { line: COMMIT, principal: SCAFFOLDER },
    ]);
    const { files } = gitHost.repositories.get('platform-team/gitops')!;
    expect([...files].map(([path, file]) => [path, file.content])).toEqual([
      ['README.md', '# GitOps'],
      [
        'argocd.yaml',
        'repoURL: "http://portal.test/api/git-host/platform-team/gitops.git"\nof: "platform-team/gitops"\n',
      ],
      ['teams/ml-team/catalog-info.yaml', 'kind: Group'],
      ['teams/ml-team/dev/app.yaml', 'a: 1'],
    ]);
  });

  it('commits to the folder of a team that exists as the user, and nothing more than they may', async () => {
    await run({ input: { path: 'teams/ml-team/apps/churn' } });
    expect(gitHost.requests.map(({ principal }) => principal)).toEqual([
      USER,
      SCAFFOLDER,
      USER,
    ]);
  });

  it('changes nothing the second time', async () => {
    await run();
    await expect(run()).resolves.toMatchObject({ changed: false });
    expect(gitHost.repositories.size).toBe(1);
  });

  it('leaves one repository when two first users come at once', async () => {
    await Promise.all([
      run(),
      run({ input: { path: 'teams/data-team', sourcePath: 'plain' } }),
    ]);
    const { files } = gitHost.repositories.get('platform-team/gitops')!;
    expect([...files.keys()].sort()).toEqual([
      'README.md',
      'argocd.yaml',
      'teams/data-team/app.yaml',
      'teams/ml-team/catalog-info.yaml',
      'teams/ml-team/dev/app.yaml',
    ]);
  });

  it('goes on when somebody made the repository by hand in the meantime', async () => {
    const notFound = {
      status: 404,
      body: { error: { name: 'NotFoundError', message: 'no such repository' } },
    };
    gitHost.nextAnswers.push(() => {
      gitHost.repositories.set('platform-team/gitops', {
        owner: 'platform-team',
        name: 'gitops',
        origin: 'by-hand',
        description: '',
        createdBy: 'user:default/admin',
        files: new Map(),
      });
      return notFound;
    });
    await expect(run()).resolves.toMatchObject({ changed: true });
  });

  it('passes on why the user may not write there, and creates nothing', async () => {
    const message = 'You are not a member of ml-team';
    gitHost.nextAnswers.push({
      status: 403,
      body: { error: { name: 'NotAllowedError', message } },
    });
    await expect(run()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message,
    });
    expect(gitHost.repositories.size).toBe(0);
  });

  it('names no catalog address when the folder holds none', async () => {
    await expect(
      run({ input: { sourcePath: 'plain' } }),
    ).resolves.not.toHaveProperty('catalogInfoUrl');
  });

  it.each([
    '/teams/x',
    '../x',
    'teams/../x',
    'teams//x',
    'teams/x/',
    '.',
    'teams/./x',
    '.git/hooks',
    'teams/x/.git',
    'Teams/X',
    'a\nb',
    'a b',
    'a'.repeat(501),
  ])('refuses the path %j', async path => {
    await expect(run({ input: { path } })).rejects.toThrow(
      'is not a folder of the GitOps repository',
    );
    expect(gitHost.requests).toEqual([]);
  });

  it('does not read outside the workspace, nor commit nothing', async () => {
    await expect(run({ input: { sourcePath: '../..' } })).rejects.toThrow(
      'outside',
    );
    await expect(run({ input: { sourcePath: 'empty' } })).rejects.toThrow(
      'the folder "empty" of the workspace holds no files',
    );
  });

  it('names a folder that the workspace does not have', async () => {
    await expect(run({ input: { sourcePath: 'nosuch' } })).rejects.toThrow(
      'the folder "nosuch" of the workspace holds no files',
    );
  });

  it('answers the same addresses in a dry run without asking anybody', async () => {
    const real = await run();
    gitHost.requests.length = 0;
    await expect(run({ context: { isDryRun: true } })).resolves.toEqual(real);
    expect(gitHost.requests).toEqual([]);
  });

  it('proposes the change on GitHub, once per task', async () => {
    const inputs: unknown[] = [];
    const github = new RequestGitopsCommitter({
      action: createTemplateAction({
        id: 'fake',
        async handler(ctx) {
          inputs.push(ctx.input);
          ctx.output(
            'remoteUrl' as never,
            'https://github.com/platform-team/gitops/pull/1' as never,
          );
        },
      }),
      repository: { owner: 'platform-team', name: 'gitops' },
      addressOutput: 'remoteUrl',
    });
    const input = { host: 'github.com', message: 'feat: title\n\nbody' };
    const context = { checkpoint: createCheckpoints() };
    const expected = {
      webUrl: 'https://github.com/platform-team/gitops/pull/1',
      changed: true,
    };
    await expect(run({ input, github, context })).resolves.toEqual(expected);
    await expect(run({ input, github, context })).resolves.toEqual(expected);
    expect(inputs).toEqual([
      {
        repoUrl: 'github.com?owner=platform-team&repo=gitops',
        branchName: 'plumbline/task-1',
        title: 'feat: title',
        description: 'feat: title\n\nbody',
        sourcePath: 'gitops',
        targetPath: 'teams/ml-team',
      },
    ]);
  });

  it('says what to do by hand on Gitea', async () => {
    await expect(run({ input: { host: 'gitea.example.com' } })).rejects.toThrow(
      'clone https://gitea.example.com/platform-team/gitops.git, copy the folder "gitops" of this result to "teams/ml-team"',
    );
  });
});
