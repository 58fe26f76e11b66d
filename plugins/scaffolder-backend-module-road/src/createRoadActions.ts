import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { createCatalogRegisterAction } from './actions/catalogRegister';
import { createGitopsCommitAction } from './actions/gitopsCommit';
import { createGitopsLocateAction } from './actions/gitopsLocate';
import { createProvenanceAction } from './actions/provenance';
import { createPublishAction } from './actions/publish';
import { createRenderAction } from './actions/render';
import { RoadConfig } from './config';
import { GitHostClient } from './gitHost/GitHostClient';
import { createGitopsCommitters } from './gitops/createGitopsCommitters';
import { createAssertMember } from './publish/assertMember';
import { createPublishers } from './publish/createPublishers';

/** The actions, as the scaffolder and the offline harness register them. */
export function createRoadActions(options: {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  config: Config;
  road: RoadConfig;
  teamMembership: TeamMembershipService;
}): TemplateAction<any, any, any>[] {
  const { auth, catalog, discovery, config, road, teamMembership } = options;
  const integrations = ScmIntegrations.fromConfig(config);
  const client = new GitHostClient({ auth, discovery });
  return [
    createRenderAction({ templatesDirectory: road.templatesDirectory }),
    createProvenanceAction(),
    createCatalogRegisterAction({ auth, catalog }),
    createGitopsLocateAction({ integrations, road }),
    createPublishAction({
      assertMember: createAssertMember(teamMembership),
      publishers: createPublishers({ client, config, integrations, road }),
      integrations,
      road,
    }),
    createGitopsCommitAction({
      committers: createGitopsCommitters({
        auth,
        client,
        config,
        integrations,
        road,
      }),
      integrations,
      road,
    }),
  ];
}
