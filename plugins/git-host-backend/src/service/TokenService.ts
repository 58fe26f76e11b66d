import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CreateTokenRequest,
  CreatedToken,
  Token,
} from '@plumbline/backstage-plugin-git-host-common';
import { TokenRecord, TokenStore } from '../store/TokenStore';
import { CallerResolver } from './CallerResolver';
import { createTokenSecret, hashTokenSecret, isSameHash } from './tokenSecret';

/** Keeps the list of a team readable, which has no pages. */
const MAX_TOKENS_PER_TEAM = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Knowing the minute of the last use is enough, and spares a write per request. */
const USE_RESOLUTION_MS = 60_000;
const KEEP_EXPIRED_DAYS = 30;

function parseGroupRef(text: string): string {
  let ref;
  try {
    ref = parseEntityRef(text, {
      defaultKind: 'group',
      defaultNamespace: DEFAULT_NAMESPACE,
    });
  } catch {
    throw new InputError(`teamRef "${text}" is not an entity ref of a group`);
  }
  if (ref.kind.toLowerCase() !== 'group') {
    throw new InputError(`teamRef "${text}" is not a group`);
  }
  return stringifyEntityRef(ref);
}

function toToken(record: TokenRecord): Token {
  const { secretSha256: _, ...token } = record;
  return token;
}

/** Creates, lists, revokes and verifies the tokens of Git clients. */
export class TokenService {
  readonly #callers: CallerResolver;
  readonly #store: TokenStore;
  readonly #now: () => number;

  constructor(options: {
    callers: CallerResolver;
    store: TokenStore;
    now?: () => number;
  }) {
    this.#callers = options.callers;
    this.#store = options.store;
    this.#now = options.now ?? Date.now;
  }

  async create(
    request: CreateTokenRequest,
    credentials: BackstageCredentials,
  ): Promise<CreatedToken> {
    const teamRef = parseGroupRef(request.teamRef);
    const createdBy = this.#callers.nameOf(credentials);
    const { teams, isAdministrator } = await this.#callers.resolve(credentials);
    const isService = !createdBy.startsWith('user:');
    // An administrator is no member: a token stands for somebody of the team.
    if (!teams.includes(teamRef) && !(isService && isAdministrator)) {
      throw new NotAllowedError(
        `You may not create a token for ${teamRef}: only its members may`,
      );
    }
    const count = await this.#store.countOfTeam(teamRef);
    if (count >= MAX_TOKENS_PER_TEAM) {
      throw new ConflictError(
        `${teamRef} has ${count} tokens, which is the limit: revoke one first`,
      );
    }
    const secret = createTokenSecret();
    const now = this.#now();
    const record: TokenRecord = {
      id: randomUUID(),
      secretSha256: hashTokenSecret(secret),
      teamRef,
      name: request.name,
      access: request.access,
      createdBy,
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(
        now + (request.expiresInDays ?? 30) * DAY_MS,
      ).toISOString(),
    };
    await this.#store.save(record);
    return { ...toToken(record), secret };
  }

  /** Tokens of the teams that the caller belongs to. */
  async list(credentials: BackstageCredentials): Promise<{ items: Token[] }> {
    const { teams } = await this.#callers.resolve(credentials);
    const records = await this.#store.listOfTeams(teams);
    return { items: records.map(toToken) };
  }

  async revoke(id: string, credentials: BackstageCredentials): Promise<Token> {
    const { teams, isAdministrator } = await this.#callers.resolve(credentials);
    const record = await this.#store.get(id);
    // To everybody else a token of another team does not exist.
    if (!record || !(isAdministrator || teams.includes(record.teamRef))) {
      throw new NotFoundError(`There is no token ${id} of a team of yours`);
    }
    await this.#store.delete(id);
    return toToken(record);
  }

  /** The token behind a secret; throws when it is unknown, revoked or expired. */
  async verify(secret: string): Promise<Token> {
    const hash = hashTokenSecret(secret);
    const record = await this.#store.findBySecret(hash);
    if (!record || !isSameHash(record.secretSha256, hash)) {
      throw new AuthenticationError('The token is unknown or was revoked');
    }
    const now = this.#now();
    if (Date.parse(record.expiresAt) <= now) {
      throw new AuthenticationError(
        `The token expired at ${record.expiresAt}: create a new one in the portal`,
      );
    }
    const lastUse = record.lastUsedAt ? Date.parse(record.lastUsedAt) : 0;
    if (now - lastUse >= USE_RESOLUTION_MS) {
      await this.#store.markUsed(record.id, new Date(now).toISOString());
    }
    return toToken(record);
  }

  /** Forgets tokens that have been useless for a while. */
  async removeExpired(): Promise<number> {
    const before = this.#now() - KEEP_EXPIRED_DAYS * DAY_MS;
    return this.#store.deleteExpired(new Date(before).toISOString());
  }
}
