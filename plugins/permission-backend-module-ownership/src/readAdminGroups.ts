import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'plumbline.adminGroups';

/**
 * The groups that administer the platform. A short name is refused: `admins`
 * could be a team that somebody creates tomorrow in another namespace.
 */
export function readAdminGroups(config: Config): string[] {
  return (config.getOptionalStringArray(KEY) ?? []).map((text, index) => {
    const wanted = `${KEY}[${index}] is "${text}": write the full entity ref of a group, such as "group:default/platform-team"`;
    if (!/^[^:/]+:[^:/]+\/[^:/]+$/.test(text)) {
      throw new InputError(wanted);
    }
    const ref = parseEntityRef(text);
    if (ref.kind.toLocaleLowerCase('en-US') !== 'group') {
      throw new InputError(wanted);
    }
    return stringifyEntityRef(ref);
  });
}
