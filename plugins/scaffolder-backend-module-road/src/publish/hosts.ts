import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { EMBEDDED_HOST } from '../gitHost/embeddedHost';

const DELEGATED = ['github', 'gitlab', 'gitea'] as const;

/** Which kind of host a name in a form stands for. */
export type HostKind = 'embedded' | (typeof DELEGATED)[number];

function isDelegated(type: string): type is (typeof DELEGATED)[number] {
  return (DELEGATED as readonly string[]).includes(type);
}

/** The kind of a configured host; an unknown one is refused with the list of those that are. */
export function findHostKind(
  host: string,
  integrations: ScmIntegrationRegistry,
): HostKind {
  if (host === EMBEDDED_HOST) {
    return 'embedded';
  }
  const type = integrations.byHost(host)?.type;
  if (type && isDelegated(type)) {
    return type;
  }
  const known = integrations
    .list()
    .filter(integration => isDelegated(integration.type))
    .map(integration => integration.title);
  throw new InputError(
    `"${host}" is not a Git host of this portal; configured are: ${[
      EMBEDDED_HOST,
      ...known,
    ].join(', ')}. Others are added under "integrations" in the app-config.`,
  );
}
