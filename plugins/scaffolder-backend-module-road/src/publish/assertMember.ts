import { NotAllowedError } from '@backstage/errors';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';

/** Refuses a user who is no member of the team that is to own the repository. */
export type AssertMember = (
  userRef: string | undefined,
  owner: string,
) => Promise<void>;

/** Asks, as it is now, whether somebody belongs to `group:default/<owner>`. */
export function createAssertMember(
  teamMembership: TeamMembershipService,
): AssertMember {
  return async (userRef, owner) => {
    const ownerRef = `group:default/${owner.toLocaleLowerCase('en-US')}`;
    const teams = userRef ? await teamMembership.getTeams(userRef) : [];
    if (!teams.includes(ownerRef)) {
      throw new NotAllowedError(
        `Only members of ${ownerRef} may create repositories for it${
          userRef ? `, and ${userRef} is none` : ''
        }`,
      );
    }
  };
}
