import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { GroupSettings, parseGroupRef } from './domain/groups';

const PREFIX = 'auth.providers.oidc.<environment>';

/**
 * Reads what this provider adds to the configuration of one environment, and
 * refuses settings that would make the sign-in weaker than it says it is.
 */
export function readProviderConfig(config: Config): {
  groups: GroupSettings | undefined;
} {
  if (
    config.getOptionalString('tokenSignedResponseAlg')?.toLowerCase() === 'none'
  ) {
    throw new InputError(
      `${PREFIX}.tokenSignedResponseAlg is "none": anybody could write such a token; use the provider's algorithm, such as "RS256"`,
    );
  }
  if (config.has('signIn')) {
    throw new InputError(
      `${PREFIX}.signIn cannot be chosen: this provider admits people by their verified e-mail address; remove the key`,
    );
  }
  const groups = config.getOptionalConfig('groups');
  return { groups: groups && readGroupSettings(groups) };
}

function readGroupSettings(config: Config): GroupSettings {
  const mapping = config.getOptionalConfig('mapping');
  return {
    claim: config.getString('claim'),
    prefix: config.getOptionalString('prefix') ?? '',
    mapping: new Map(
      Object.entries(mapping?.get<Record<string, unknown>>() ?? {}).map(
        ([name, text]) => {
          const ref =
            typeof text === 'string' ? parseGroupRef(text) : undefined;
          if (!ref) {
            throw new InputError(
              `${PREFIX}.groups.mapping: "${name}" is mapped to ${JSON.stringify(
                text,
              )}, which is not a reference to a group`,
            );
          }
          return [name, ref];
        },
      ),
    ),
  };
}
