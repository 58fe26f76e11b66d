/** Who a commit is by. */
export interface Author {
  name: string;
  email: string;
}

/** Characters that end or break an identity line in a Git object. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\x00-\x1f\x7f<>\p{Zl}\p{Zp}\p{Cs}]/gu;

function clean(text: string | undefined): string {
  return (text ?? '').replace(UNSAFE, '').trim().slice(0, 200);
}

/**
 * The author of what a user commits through the portal. A user without an
 * e-mail address in the catalog gets one that no mail can reach.
 */
export function buildAuthor(options: {
  userName: string;
  displayName?: string;
  email?: string;
  host: string;
}): Author {
  const { userName, displayName, email, host } = options;
  return {
    name: clean(displayName) || clean(userName) || 'unknown',
    email: clean(email) || `${clean(userName) || 'unknown'}@noreply.${host}`,
  };
}
