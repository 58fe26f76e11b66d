import { UserEntity, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import { isSameEmail } from './readVerifiedEmail';

/** The one account of the catalog that has the e-mail address. */
export function findAccount(email: string, users: UserEntity[]): UserEntity {
  const matching = users.filter(user => {
    const known = user.spec.profile?.email;
    return typeof known === 'string' && isSameEmail(known, email);
  });
  if (matching.length === 0) {
    throw new AuthenticationError(
      `Nobody in the catalog has the e-mail address ${email}. Ask a platform administrator to add you.`,
    );
  }
  if (matching.length > 1) {
    const refs = matching.map(user => stringifyEntityRef(user)).sort();
    throw new AuthenticationError(
      `Several people in the catalog have the e-mail address ${email}: ${refs.join(
        ', ',
      )}. Ask a platform administrator to leave it to one.`,
    );
  }
  return matching[0];
}
