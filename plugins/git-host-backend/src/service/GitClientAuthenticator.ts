import { AuthService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { Caller } from '../domain/access';
import { CallerResolver } from './CallerResolver';
import { TokenService } from './TokenService';
import { isTokenSecret } from './tokenSecret';

/** A Git client that may read, and what it may write to. */
export interface GitClient {
  name: string;
  caller: Caller;
}

const HOW_TO_SIGN_IN =
  'give a token of the Git host or of the portal as the password, with any user name';

function readPassword(authorization: string | undefined): string {
  const [scheme, value = ''] = (authorization ?? '').split(' ');
  if (/^bearer$/i.test(scheme)) {
    return value;
  }
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString();
    return pair.slice(pair.indexOf(':') + 1);
  }
  throw new AuthenticationError(`Sign-in is needed: ${HOW_TO_SIGN_IN}`);
}

/** Says who a Git client is from the one header that it can send. */
export class GitClientAuthenticator {
  readonly #auth: AuthService;
  readonly #callers: CallerResolver;
  readonly #teams: TeamMembershipService;
  readonly #tokens: TokenService;

  constructor(options: {
    auth: AuthService;
    callers: CallerResolver;
    teams: TeamMembershipService;
    tokens: TokenService;
  }) {
    this.#auth = options.auth;
    this.#callers = options.callers;
    this.#teams = options.teams;
    this.#tokens = options.tokens;
  }

  async authenticate(authorization: string | undefined): Promise<GitClient> {
    const password = readPassword(authorization);
    if (password === '') {
      throw new AuthenticationError(`The password is empty: ${HOW_TO_SIGN_IN}`);
    }
    return isTokenSecret(password)
      ? this.#fromToken(password)
      : this.#fromPortal(password);
  }

  /** A token is worth what its creator is: whoever left the team takes it along. */
  async #fromToken(secret: string): Promise<GitClient> {
    const { id, teamRef, access, createdBy } =
      await this.#tokens.verify(secret);
    if (createdBy.startsWith('user:')) {
      const teams = await this.#teams.getTeams(createdBy);
      if (!teams.includes(teamRef)) {
        throw new NotAllowedError(
          `The token stopped working when ${createdBy} left ${teamRef}`,
        );
      }
    }
    return {
      name: `token:${id} of ${createdBy}`,
      caller: {
        teams: access === 'write' ? [teamRef] : [],
        isAdministrator: false,
      },
    };
  }

  async #fromPortal(token: string): Promise<GitClient> {
    const credentials = await this.#auth.authenticate(token);
    if (this.#auth.isPrincipal(credentials, 'none')) {
      throw new AuthenticationError(`Sign-in is needed: ${HOW_TO_SIGN_IN}`);
    }
    await this.#callers.assertCanRead(credentials);
    return {
      name: this.#callers.nameOf(credentials),
      caller: await this.#callers.resolve(credentials),
    };
  }
}
