import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkName } from '@plumbline/backstage-plugin-kit-common';
import { RoadConfig } from '../config';
import { findHostKind } from '../publish/hosts';

/**
 * `road:gitops:locate`: addresses that manifests need before anything is
 * published, such as the repositories that an Argo CD project admits.
 */
export function createGitopsLocateAction(options: {
  integrations: ScmIntegrations;
  road: RoadConfig;
}) {
  return createTemplateAction({
    id: 'road:gitops:locate',
    description:
      'Says where the GitOps repository and the repositories of a team are; changes nothing.',
    supportsDryRun: true,
    schema: {
      input: {
        host: z =>
          z
            .string()
            .min(1)
            .describe('"plumbline" or the host of a configured integration'),
        owner: z => z.string().min(1).describe('Name of the team'),
      },
      output: {
        gitopsUrl: z =>
          z.string().describe('Address to clone the GitOps repository from'),
        repositoriesUrl: z =>
          z
            .string()
            .describe(
              'What the addresses of all repositories of the team begin with, without the last "/"',
            ),
      },
    },
    async handler(ctx) {
      const { host, owner } = ctx.input;
      const verdict = checkName(owner);
      if (!verdict.ok) {
        throw new InputError(`owner: "${owner}": ${verdict.reason}`);
      }
      const { gitHostBaseUrl, gitops } = options.road;
      const base =
        findHostKind(host, options.integrations) === 'embedded'
          ? gitHostBaseUrl
          : `https://${host}`;
      ctx.output('gitopsUrl', `${base}/${gitops.owner}/${gitops.name}.git`);
      ctx.output('repositoriesUrl', `${base}/${owner}`);
    },
  });
}
