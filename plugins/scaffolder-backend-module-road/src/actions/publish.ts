import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkName } from '@plumbline/backstage-plugin-kit-common';
import { RoadConfig } from '../config';
import {
  CATALOG_INFO,
  DEFAULT_BRANCH,
  buildCloneUrl,
  buildPageUrl,
} from '../gitHost/embeddedHost';
import { PublishRequest, PublishResult, Publisher } from '../publish/Publisher';
import { AssertMember } from '../publish/assertMember';
import { HostKind, findHostKind } from '../publish/hosts';
import { listWorkspace } from '../render/listWorkspace';

/** What a dry run answers instead of publishing. */
function describeResult(
  request: PublishRequest,
  kind: HostKind,
  road: RoadConfig,
): PublishResult {
  const { host, owner, name } = request;
  if (kind === 'embedded') {
    return {
      cloneUrl: buildCloneUrl(road, request),
      webUrl: buildPageUrl(road, { owner, name }),
      catalogInfoUrl: buildPageUrl(road, {
        owner,
        name,
        kind: 'blob',
        path: CATALOG_INFO,
      }),
    };
  }
  const webUrl = `https://${host}/${owner}/${name}`;
  return {
    cloneUrl: `${webUrl}.git`,
    webUrl,
    catalogInfoUrl: `${webUrl}/blob/${DEFAULT_BRANCH}/${CATALOG_INFO}`,
  };
}

/** `road:publish`: the workspace becomes a repository on the host chosen. */
export function createPublishAction(options: {
  assertMember: AssertMember;
  publishers: Record<HostKind, Publisher>;
  integrations: ScmIntegrations;
  road: RoadConfig;
}) {
  return createTemplateAction({
    id: 'road:publish',
    description:
      'Publishes the workspace as a new repository on the embedded Git host or on a configured GitHub, GitLab or Gitea. The same task gets the same repository again.',
    supportsDryRun: true,
    schema: {
      input: {
        host: z =>
          z
            .string()
            .min(1)
            .describe('"plumbline" or the host of a configured integration'),
        owner: z => z.string().min(1).max(200).describe('Owning team or group'),
        name: z =>
          z.string().min(1).max(200).describe('Name of the repository'),
        description: z => z.string().max(500).optional(),
        message: z =>
          z
            .string()
            .max(2000)
            .optional()
            .describe('Message of the first commit; default "Initial commit"'),
      },
      output: {
        cloneUrl: z => z.string().describe('Address for git clone'),
        webUrl: z => z.string().describe('Page of the repository'),
        catalogInfoUrl: z =>
          z.string().describe(`Address of its ${CATALOG_INFO}`),
        commit: z => z.string().optional().describe('The first commit'),
      },
    },
    async handler(ctx) {
      const kind = findHostKind(ctx.input.host, options.integrations);
      const verdict = checkName(ctx.input.name);
      if (!verdict.ok) {
        throw new InputError(`name "${ctx.input.name}": ${verdict.reason}`);
      }
      const request: PublishRequest = {
        host: ctx.input.host,
        owner: ctx.input.owner,
        name: ctx.input.name,
        description: ctx.input.description ?? '',
        message: ctx.input.message || 'Initial commit',
      };
      if (ctx.isDryRun) {
        await listWorkspace(ctx.workspacePath);
      } else if (kind !== 'embedded') {
        // The embedded host asks by itself; the others know the portal's token only
        await options.assertMember(ctx.user?.ref, ctx.input.owner);
      }
      const result = ctx.isDryRun
        ? describeResult(request, kind, options.road)
        : await options.publishers[kind].publish(request, ctx);
      ctx.output('cloneUrl', result.cloneUrl);
      ctx.output('webUrl', result.webUrl);
      ctx.output('catalogInfoUrl', result.catalogInfoUrl);
      if (result.commit) {
        ctx.output('commit', result.commit);
      }
      ctx.logger.info(
        ctx.isDryRun
          ? `Would publish to ${result.webUrl}`
          : `Published to ${result.webUrl}`,
      );
    },
  });
}
