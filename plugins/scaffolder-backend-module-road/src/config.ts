import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { resolve } from 'node:path';
import { checkName } from '@plumbline/backstage-plugin-kit-common';

/** What the road actions read from the configuration. */
export interface RoadConfig {
  /** Absolute path of the folder with the templates. */
  templatesDirectory: string;
  /** The GitOps repository on whichever host. */
  gitops: { owner: string; name: string };
  /** Where the portal's pages are. */
  appBaseUrl: string;
  /** Where the embedded Git host is. */
  gitHostBaseUrl: string;
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** Reads {@link RoadConfig}; a wrong value is refused with its key. */
export function readRoadConfig(config: Config): RoadConfig {
  const repository =
    config.getOptionalString('plumbline.gitops.repository') ??
    'platform-team/gitops';
  const [owner, name, ...more] = repository.split('/');
  if (!owner || !name || more.length > 0) {
    throw new InputError(
      `plumbline.gitops.repository: "${repository}" is not <owner>/<name>`,
    );
  }
  for (const part of [owner, name]) {
    const verdict = checkName(part);
    if (!verdict.ok) {
      throw new InputError(
        `plumbline.gitops.repository: "${part}": ${verdict.reason}`,
      );
    }
  }
  return {
    templatesDirectory: resolve(
      config.getOptionalString('plumbline.templates.directory') ??
        './templates',
    ),
    gitops: { owner, name },
    appBaseUrl: withoutSlash(config.getString('app.baseUrl')),
    gitHostBaseUrl: `${withoutSlash(
      config.getString('backend.baseUrl'),
    )}/api/git-host`,
  };
}
