import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { EMBEDDED_HOST } from '../gitHost/embeddedHost';

/** Which kind of host a name in a form stands for. */
export type HostKind = 'embedded' | 'github' | 'gitlab' | 'gitea';

/**
 * The hosts that a repository can be published to, with their kind. Backstage
 * knows github.com and gitlab.com without any configuration, for reading; those
 * count only once they have credentials.
 */
function listHosts(integrations: ScmIntegrations): Map<string, HostKind> {
  const hosts = new Map<string, HostKind>([[EMBEDDED_HOST, 'embedded']]);
  for (const { config } of integrations.github.list()) {
    if (config.token || config.apps?.length) {
      hosts.set(config.host, 'github');
    }
  }
  for (const { config } of integrations.gitlab.list()) {
    if (config.token) {
      hosts.set(config.host, 'gitlab');
    }
  }
  for (const { config } of integrations.gitea.list()) {
    if (config.password) {
      hosts.set(config.host, 'gitea');
    }
  }
  return hosts;
}

/** The kind of a configured host; an unknown one is refused with the list of those that are. */
export function findHostKind(
  host: string,
  integrations: ScmIntegrations,
): HostKind {
  const hosts = listHosts(integrations);
  const kind = hosts.get(host);
  if (!kind) {
    throw new InputError(
      `"${host}" is not a Git host of this portal; configured are: ${[
        ...hosts.keys(),
      ].join(
        ', ',
      )}. Others are added with their credentials under "integrations" in the app-config.`,
    );
  }
  return kind;
}
