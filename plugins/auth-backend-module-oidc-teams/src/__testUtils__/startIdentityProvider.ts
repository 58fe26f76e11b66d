import { fork } from 'node:child_process';
import { once } from 'node:events';

export const CLIENT_ID = 'plumbline';
export const CLIENT_SECRET = 'a-secret-that-must-never-be-logged';
/** Where the provider sends people back to; the test leads them to the portal's real port. */
export const REDIRECT_URI =
  'http://portal.example.com/api/auth/oidc/handler/frame';

export type Tampering =
  | 'audience'
  | 'expired'
  | 'issuer'
  | 'none'
  | 'nonce'
  | 'signature'
  | 'subject';

export type IdentityProvider = {
  issuer: string;
  /** Everybody who signs in from now on has these claims, tampered with as told. */
  set(state: { account: object; tamper?: Tampering }): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a real OpenID provider on loopback in a process of its own. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const child = fork(
    require.resolve('./identityProvider.mjs'),
    [CLIENT_ID, CLIENT_SECRET, REDIRECT_URI],
    { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let complaints = '';
  child.stderr!.on('data', chunk => {
    complaints += chunk;
  });
  const ended = once(child, 'exit');
  const receive = async <T>(): Promise<T> => {
    const [message] = await Promise.race([
      once(child, 'message'),
      ended.then(() => {
        throw new Error(`the identity provider ended: ${complaints}`);
      }),
    ]);
    return message as T;
  };
  const { issuer } = await receive<{ issuer: string }>();
  return {
    issuer,
    async set(state) {
      const done = receive();
      child.send(state);
      await done;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
