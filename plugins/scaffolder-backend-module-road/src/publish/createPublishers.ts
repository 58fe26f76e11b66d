import { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createPublishGitlabAction } from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { RoadConfig } from '../config';
import { GitHostClient } from '../gitHost/GitHostClient';
import { DelegatedPublisher } from './DelegatedPublisher';
import { EmbeddedPublisher } from './EmbeddedPublisher';
import { Publisher } from './Publisher';
import { HostKind } from './hosts';

/** One publisher for every kind of host. */
export function createPublishers(options: {
  client: GitHostClient;
  config: Config;
  integrations: ScmIntegrations;
  road: RoadConfig;
}): Record<HostKind, Publisher> {
  const { client, config, integrations, road } = options;
  return {
    embedded: new EmbeddedPublisher({ client, road }),
    github: new DelegatedPublisher({
      action: createPublishGithubAction({
        config,
        integrations,
        githubCredentialsProvider:
          DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      }),
      integrations,
      buildInput: ({ description }) => ({ description }),
    }),
    gitlab: new DelegatedPublisher({
      action: createPublishGitlabAction({ config, integrations }),
      integrations,
      buildInput: ({ description }) => ({ settings: { description } }),
    }),
    gitea: new DelegatedPublisher({
      action: createPublishGiteaAction({ config, integrations }),
      integrations,
      buildInput: ({ description }) => ({ description }),
    }),
  };
}
