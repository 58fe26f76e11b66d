import { ConfigApi } from '@backstage/frontend-plugin-api';
import { EMBEDDED_HOST } from '../../formValues';

/** The kinds of integration that the publish action serves. */
const PRODUCTS = { github: 'GitHub', gitlab: 'GitLab', gitea: 'Gitea' };

/**
 * Where a repository may be created: the portal itself, and the hosts that the
 * operator configured. Backstage's list of integrations also holds public
 * hosts that nobody gave a token for; those would refuse.
 */
export function listHosts(configApi: ConfigApi) {
  const configured = Object.entries(PRODUCTS).flatMap(([kind, product]) =>
    (configApi.getOptionalConfigArray(`integrations.${kind}`) ?? []).flatMap(
      integration => {
        const host = integration.getOptionalString('host');
        return host ? [{ value: host, label: `${host} (${product})` }] : [];
      },
    ),
  );
  return [
    { value: EMBEDDED_HOST, label: 'This portal (embedded Git host)' },
    ...configured,
  ];
}
