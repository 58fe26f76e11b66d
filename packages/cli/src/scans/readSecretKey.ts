import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const KEY_BYTES = 32;

/**
 * The key under which this user's secrets are hashed: made at random once, so
 * that a secret has the same identity in two reports and no list of hashes
 * tells which secret it is. Where it cannot be kept, it holds for this command.
 */
export async function readSecretKey(): Promise<string> {
  const file = join(
    process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'),
    'plumbline',
    'secret-hash.key',
  );
  const read = () =>
    readFile(file, 'utf8').then(
      text => text.trim() || undefined,
      () => undefined,
    );
  const kept = await read();
  if (kept) {
    return kept;
  }
  const key = randomBytes(KEY_BYTES).toString('hex');
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Of two commands at once the first one's key counts
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    return (await read()) ?? key;
  }
}
