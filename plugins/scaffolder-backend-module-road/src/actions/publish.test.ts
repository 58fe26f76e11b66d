import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  TemplateAction,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { promises as fs } from 'node:fs';
import { FakeGitHost } from '../__testUtils__/FakeGitHost';
import { createCheckpoints } from '../__testUtils__/createCheckpoints';
import { config, createRoadConfig } from '../__testUtils__/roadConfig';
import { GitHostClient } from '../gitHost/GitHostClient';
import { DelegatedPublisher } from '../publish/DelegatedPublisher';
import { createPublishers } from '../publish/createPublishers';
import { createPublishAction } from './publish';

const integrations = ScmIntegrations.fromConfig(config);
const road = createRoadConfig('/nonexistent');

describe('road:publish', () => {
  const workspace = createMockDirectory();
  let gitHost: FakeGitHost;

  beforeEach(async () => {
    gitHost = await FakeGitHost.start();
    workspace.setContent({
      'README.md': '# churn',
      'logo.png': Buffer.from([0, 255]),
      'run.sh': '#!/bin/sh',
      '.git/config': 'no',
      '.gitignore': 'README.md',
    });
    await fs.chmod(workspace.resolve('run.sh'), 0o755);
  });

  afterEach(() => gitHost.stop());

  async function run(
    options: {
      input?: Record<string, unknown>;
      taskId?: string;
      context?: object;
      delegate?: TemplateAction<any, any, any>;
    } = {},
  ) {
    const client = new GitHostClient(gitHost);
    const publishers = createPublishers({ client, config, integrations, road });
    if (options.delegate) {
      publishers.github = new DelegatedPublisher({
        action: options.delegate,
        integrations,
        buildInput: ({ description }) => ({ description }),
      });
    }
    const outputs: Record<string, unknown> = {};
    const input = {
      host: 'plumbline',
      owner: 'ml-team',
      name: 'churn',
      ...options.input,
    };
    await createPublishAction({
      assertMember: async (_user, owner) => {
        if (owner === 'foreign-team') {
          throw new NotAllowedError(`no member of ${owner}`);
        }
      },
      publishers,
      integrations,
      road,
    }).handler({
      ...createMockActionContext({
        input,
        workspacePath: workspace.path,
        task: { id: options.taskId ?? 'task-1' },
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      ...options.context,
    } as any);
    return outputs;
  }

  describe('on the embedded host', () => {
    it('publishes the workspace as the user who asked', async () => {
      await expect(
        run({ input: { description: 'Who leaves?' } }),
      ).resolves.toEqual({
        cloneUrl: 'http://portal.test/api/git-host/ml-team/churn.git',
        webUrl: 'http://portal.test/git/ml-team/churn',
        catalogInfoUrl:
          'http://portal.test/git/ml-team/churn/blob/main/catalog-info.yaml',
        commit: 'c0ffee',
      });
      const repository = gitHost.repositories.get('ml-team/churn')!;
      expect(repository).toMatchObject({
        description: 'Who leaves?',
        createdBy: mockCredentials.user().principal.userEntityRef,
      });
      expect([...repository.files.values()]).toEqual([
        file('.gitignore', 'README.md'),
        file('README.md', '# churn'),
        { ...file('logo.png', 'AP8='), encoding: 'base64' },
        { ...file('run.sh', '#!/bin/sh'), executable: true },
      ]);
    });

    it('leaves one repository when the task is repeated', async () => {
      const first = await run();
      await expect(run()).resolves.toEqual(first);
      expect(gitHost.repositories.size).toBe(1);
    });

    it('passes on who has the name already', async () => {
      await run();
      await expect(run({ taskId: 'task-2' })).rejects.toMatchObject({
        name: 'ConflictError',
        message: `ml-team/churn exists already; ${
          mockCredentials.user().principal.userEntityRef
        } created it`,
      });
    });

    it.each([
      [403, 'NotAllowedError', 'You are not a member of ml-team'],
      [413, 'InputError', 'The repository is larger than 50 MB'],
      [404, 'NotFoundError', 'There is no team ml-team'],
    ])('passes on the reason of a %i', async (status, name, message) => {
      gitHost.nextAnswers.push({ status, body: { error: { name, message } } });
      await expect(run()).rejects.toMatchObject({ name, message });
    });

    it('says that the host failed, without its token', async () => {
      gitHost.nextAnswers.push(authorization => ({
        status: 500,
        body: {
          error: { name: 'Error', message: `disk full for ${authorization}` },
        },
      }));
      const error = await run().catch(e => e);
      expect(error.message).toBe(
        'The Git host failed with 500: disk full for Bearer ***',
      );
    });

    it('says that something else answered than the host', async () => {
      gitHost.nextAnswers.push('no-json');
      await expect(run()).rejects.toThrow(
        'The Git host failed with 502: the Git host answered 502 without a reason',
      );
      gitHost.nextAnswers.push({ status: 201, body: { owner: 'ml-team' } });
      await expect(run()).rejects.toThrow(
        /something else than its contract says: .*cloneUrl/,
      );
    });

    it('says that the host cannot be reached', async () => {
      const { discovery, auth } = gitHost;
      await gitHost.stop();
      const client = new GitHostClient({ auth, discovery });
      await expect(
        client.createRepository(
          { owner: 'ml-team', name: 'churn', origin: 'x' },
          { credentials: mockCredentials.user() },
        ),
      ).rejects.toThrow(
        /^The Git host cannot be reached at http:\/\/127\.0\.0\.1:\d+\/api\/git-host: ECONNREFUSED$/,
      );
      gitHost = await FakeGitHost.start();
    });

    it('stops waiting when the task is cancelled', async () => {
      gitHost.nextAnswers.push('hang');
      const controller = new AbortController();
      const running = run({ context: { signal: controller.signal } });
      controller.abort(new Error('cancelled'));
      await expect(running).rejects.toThrow('cancelled');
    });

    it('refuses a name that no host would take, before asking', async () => {
      await expect(run({ input: { name: 'Churn' } })).rejects.toThrow(
        'name "Churn": Kubernetes refuses upper-case letters',
      );
      expect(gitHost.requests).toEqual([]);
    });

    it('refuses a link in the workspace by its name', async () => {
      await fs.symlink('README.md', workspace.resolve('link.md'));
      await expect(run()).rejects.toThrow('link.md is a symbolic link');
      expect(gitHost.requests).toEqual([]);
    });

    it('asks whether the user belongs to the owner, because the token would not', async () => {
      const inputs: unknown[] = [];
      const delegate = createTemplateAction({
        id: 'fake',
        async handler(ctx) {
          inputs.push(ctx.input);
        },
      });
      await expect(
        run({ delegate, input: { host: 'github.com', owner: 'foreign-team' } }),
      ).rejects.toThrow('no member of foreign-team');
      expect(inputs).toEqual([]);
    });
  });

  describe('in a dry run', () => {
    it('answers where the repository would be, and publishes nothing', async () => {
      await expect(run({ context: { isDryRun: true } })).resolves.toEqual({
        cloneUrl: 'http://portal.test/api/git-host/ml-team/churn.git',
        webUrl: 'http://portal.test/git/ml-team/churn',
        catalogInfoUrl:
          'http://portal.test/git/ml-team/churn/blob/main/catalog-info.yaml',
      });
      await expect(
        run({ input: { host: 'github.com' }, context: { isDryRun: true } }),
      ).resolves.toMatchObject({ webUrl: 'https://github.com/ml-team/churn' });
      expect(gitHost.requests).toEqual([]);
    });
  });

  describe('on another host', () => {
    it('lists the hosts there are when it is unknown', async () => {
      await expect(run({ input: { host: 'git.example.org' } })).rejects.toThrow(
        '"git.example.org" is not a Git host of this portal; configured are: plumbline, github.com, gitlab.example.com, gitea.example.com.',
      );
    });

    function createDelegate(handler: (input: any) => Promise<void>) {
      return createTemplateAction({
        id: 'publish:fake',
        async handler(ctx) {
          await handler(ctx.input);
          ctx.output(
            'remoteUrl' as never,
            'https://github.com/ml-team/churn.git' as never,
          );
          ctx.output(
            'repoContentsUrl' as never,
            'https://github.com/ml-team/churn/blob/main' as never,
          );
          ctx.output('commitHash' as never, 'abc' as never);
        },
      });
    }

    it('delegates to the action of that host and maps its answer', async () => {
      const inputs: unknown[] = [];
      const delegate = createDelegate(async input => {
        inputs.push(input);
      });
      await expect(
        run({ input: { host: 'github.com', description: 'd' }, delegate }),
      ).resolves.toEqual({
        cloneUrl: 'https://github.com/ml-team/churn.git',
        webUrl: 'https://github.com/ml-team/churn',
        catalogInfoUrl:
          'https://github.com/ml-team/churn/tree/main/catalog-info.yaml',
        commit: 'abc',
      });
      expect(inputs).toEqual([
        {
          repoUrl: 'github.com?owner=ml-team&repo=churn',
          defaultBranch: 'main',
          repoVisibility: 'private',
          gitCommitMessage: 'Initial commit',
          description: 'd',
        },
      ]);
    });

    it('does not publish again when the task is recovered', async () => {
      let calls = 0;
      const delegate = createDelegate(async () => {
        calls += 1;
      });
      const context = { checkpoint: createCheckpoints() };
      const input = { host: 'github.com' };
      const first = await run({ input, delegate, context });
      await expect(run({ input, delegate, context })).resolves.toEqual(first);
      expect(calls).toBe(1);
    });

    it('says that it was interrupted when the half-made repository is in the way', async () => {
      const delegate = createDelegate(async () => {
        throw new Error('name already exists on this account');
      });
      const context = { checkpoint: createCheckpoints() };
      const input = { host: 'github.com' };
      await expect(run({ input, delegate, context })).rejects.toThrow(
        /^name already exists on this account$/,
      );
      await expect(run({ input, delegate, context })).rejects.toThrow(
        /^name already exists on this account – this task was interrupted while it published to github\.com\/ml-team\/churn/,
      );
    });
  });

  function file(path: string, content: string) {
    return { path, content, encoding: 'utf-8', executable: false };
  }
});
