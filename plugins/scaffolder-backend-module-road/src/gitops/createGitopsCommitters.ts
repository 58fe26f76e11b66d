import { AuthService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createPublishGitlabMergeRequestAction } from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { RoadConfig } from '../config';
import { GitHostClient } from '../gitHost/GitHostClient';
import { HostKind } from '../publish/hosts';
import { EmbeddedGitopsCommitter } from './EmbeddedGitopsCommitter';
import { GitopsCommitter } from './GitopsCommitter';
import { RequestGitopsCommitter } from './RequestGitopsCommitter';
import { UnsupportedGitopsCommitter } from './UnsupportedGitopsCommitter';

/** One committer for every kind of host. */
export function createGitopsCommitters(options: {
  auth: AuthService;
  client: GitHostClient;
  config: Config;
  integrations: ScmIntegrations;
  road: RoadConfig;
}): Record<HostKind, GitopsCommitter> {
  const { auth, client, config, integrations, road } = options;
  const repository = road.gitops;
  return {
    embedded: new EmbeddedGitopsCommitter({
      auth,
      client,
      road,
    }),
    github: new RequestGitopsCommitter({
      action: createPublishGithubPullRequestAction({
        config,
        integrations,
        githubCredentialsProvider:
          DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      }),
      repository,
      addressOutput: 'remoteUrl',
      // A branch left by an interrupted attempt is taken up again.
      extraInput: { update: true },
    }),
    gitlab: new RequestGitopsCommitter({
      action: createPublishGitlabMergeRequestAction({ integrations }),
      repository,
      addressOutput: 'mergeRequestUrl',
      extraInput: { removeSourceBranch: true },
    }),
    gitea: new UnsupportedGitopsCommitter({ repository }),
  };
}
