import { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Refuses a user who is no member of the team that is to own the repository. */
export type AssertMember = (
  userRef: string | undefined,
  owner: string,
) => Promise<void>;

/** Asks the catalog, as it is now, whether somebody belongs to `group:default/<owner>`. */
export function createAssertMember(options: {
  auth: AuthService;
  catalog: CatalogService;
}): AssertMember {
  const { auth, catalog } = options;
  return async (userRef, owner) => {
    const user =
      userRef &&
      (await catalog.getEntityByRef(userRef, {
        credentials: await auth.getOwnServiceCredentials(),
      }));
    const ownerRef = `group:default/${owner.toLocaleLowerCase('en-US')}`;
    const isMember =
      user &&
      user.relations?.some(
        ({ type, targetRef }) =>
          type === RELATION_MEMBER_OF && targetRef === ownerRef,
      );
    if (!isMember) {
      throw new NotAllowedError(
        `Only members of ${ownerRef} may create repositories for it${
          userRef ? `, and ${userRef} is none` : ''
        }`,
      );
    }
  };
}
