import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import { Claims } from './readVerifiedEmail';

/** How groups of the provider are compared with those of the catalog. */
export type GroupSettings = {
  claim: string;
  prefix: string;
  mapping: ReadonlyMap<string, string>;
};

/** A group as the provider names it, and the catalog's group that it means. */
type ClaimedGroup = { name: string; ref: string };

/** The catalog's groups that the provider says the account belongs to; at least one. */
export function readClaimedGroups(
  claims: Claims,
  settings: GroupSettings,
): ClaimedGroup[] {
  const value = claims[settings.claim];
  if (!Array.isArray(value) || !value.every(isName)) {
    throw new AuthenticationError(
      `The identity provider did not send the claim "${settings.claim}" as a list of groups. A platform administrator can add it to this client's scopes.`,
    );
  }
  const groups = value
    .filter(name => trimSlash(name).startsWith(settings.prefix))
    .map(name => ({ name, ref: toGroupRef(name, settings) }));
  if (groups.length === 0) {
    throw new AuthenticationError(
      `The identity provider lists no team of yours in the claim "${settings.claim}".`,
    );
  }
  return groups;
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}

/** Keycloak writes groups as paths: `/ml-team`. */
function trimSlash(name: string): string {
  return name.replace(/^\//, '');
}

function toGroupRef(name: string, settings: GroupSettings): string {
  const mapped =
    settings.mapping.get(name) ?? settings.mapping.get(trimSlash(name));
  if (mapped) {
    return mapped;
  }
  const short = trimSlash(name).slice(settings.prefix.length);
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(short)) {
    throw unknownGroup(name);
  }
  return stringifyEntityRef({
    kind: 'group',
    namespace: DEFAULT_NAMESPACE,
    name: short,
  });
}

function unknownGroup(name: string): AuthenticationError {
  return new AuthenticationError(
    `The identity provider says that you belong to the group "${name}", which the catalog does not know.`,
  );
}

/** Refuses when the provider and the catalog disagree about a group. */
export function checkClaimedGroups(options: {
  claimed: ClaimedGroup[];
  /** The claimed groups that the catalog has. */
  existing: ReadonlySet<string>;
  /** The groups that the catalog says the account is a member of. */
  memberOf: ReadonlySet<string>;
}): void {
  for (const { name, ref } of options.claimed) {
    if (!options.existing.has(ref)) {
      throw unknownGroup(name);
    }
    if (!options.memberOf.has(ref)) {
      throw new AuthenticationError(
        `The identity provider says that you belong to the group "${name}", but the catalog does not list you as a member of ${ref}. Ask somebody of that team to add you.`,
      );
    }
  }
}

/** The full ref of a group, or nothing when the text is not one. */
export function parseGroupRef(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text, { defaultKind: 'group' });
    return ref.kind.toLocaleLowerCase('en-US') === 'group'
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}
