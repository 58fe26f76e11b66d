import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { RoadConfig } from '../config';
import { CATALOG_INFO } from '../gitHost/embeddedHost';
import {
  GitopsCommitter,
  GitopsRequest,
  GitopsResult,
} from '../gitops/GitopsCommitter';
import { describeCommit } from '../gitops/describeCommit';
import { listGitopsFiles } from '../gitops/listGitopsFiles';
import { HostKind, findHostKind } from '../publish/hosts';

const SEGMENT = '(?!\\.git(?:/|$))[a-z0-9._-]*[a-z0-9][a-z0-9._-]*';
const PATH = new RegExp(`^${SEGMENT}(/${SEGMENT})*$`);

function checkPath(path: string): string {
  if (path.length > 500 || !PATH.test(path)) {
    throw new InputError(
      `path: ${JSON.stringify(path)} is not a folder of the GitOps repository; it is relative, of lower-case letters, digits, ".", "_" and "-", such as teams/ml-team/apps/churn`,
    );
  }
  return path;
}

/** What a dry run answers instead of committing. */
async function describeResult(
  request: GitopsRequest,
  workspacePath: string,
  kind: HostKind,
  road: RoadConfig,
): Promise<GitopsResult> {
  const files = await listGitopsFiles(workspacePath, request.sourcePath);
  const { owner, name } = road.gitops;
  if (kind !== 'embedded') {
    return {
      webUrl: `https://${request.host}/${owner}/${name}`,
      changed: true,
    };
  }
  return describeCommit({ road, path: request.path, files, changed: true });
}

/** `road:gitops:commit`: a folder of the workspace goes into the GitOps repository. */
export function createGitopsCommitAction(options: {
  committers: Record<HostKind, GitopsCommitter>;
  integrations: ScmIntegrations;
  road: RoadConfig;
}) {
  return createTemplateAction({
    id: 'road:gitops:commit',
    description:
      'Commits a folder of the workspace to the GitOps repository, or proposes it there as a pull or merge request. Repeating it changes nothing.',
    supportsDryRun: true,
    schema: {
      input: {
        host: z =>
          z
            .string()
            .min(1)
            .describe('"plumbline" or the host of a configured integration'),
        path: z =>
          z.string().min(1).describe('Folder in the GitOps repository'),
        sourcePath: z => z.string().min(1).describe('Folder in the workspace'),
        message: z => z.string().min(1).max(2000).describe('Commit message'),
      },
      output: {
        webUrl: z =>
          z
            .string()
            .describe('Page of the folder, or of the request to be merged'),
        changed: z =>
          z.boolean().describe('false when everything was there already'),
        catalogInfoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              `Address of the ${CATALOG_INFO} in the folder, once it is on the default branch`,
            ),
      },
    },
    async handler(ctx) {
      const kind = findHostKind(ctx.input.host, options.integrations);
      const request: GitopsRequest = {
        ...ctx.input,
        path: checkPath(ctx.input.path),
      };
      const result = ctx.isDryRun
        ? await describeResult(request, ctx.workspacePath, kind, options.road)
        : await options.committers[kind].commit(request, ctx);
      ctx.output('webUrl', result.webUrl);
      ctx.output('changed', result.changed);
      if (result.catalogInfoUrl) {
        ctx.output('catalogInfoUrl', result.catalogInfoUrl);
      }
      ctx.logger.info(
        `${ctx.isDryRun ? 'Would commit' : 'Committed'} ${request.path}: ${result.webUrl}`,
      );
    },
  });
}
