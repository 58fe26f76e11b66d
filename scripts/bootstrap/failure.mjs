/** Something the user can mend: printed without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} what what happened, naming the culprit
   * @param {string} mend what to do about it
   */
  constructor(what, mend) {
    super(`${what}\n  ${mend.replaceAll('\n', '\n  ')}`);
    this.name = 'Failure';
  }
}

/** Runs a command's main function; a Failure ends it with exit code 1 and its two lines. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    if (error instanceof Failure) {
      process.stderr.write(`\n✖ ${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}

const DISK_FULL = /ENOSPC|no space left on device|disk quota exceeded/i;
const UNREACHABLE =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|getaddrinfo|RequestError|network (request|timeout)|unable to verify|self.signed certificate/i;

/**
 * Says in the user's words why an installer failed.
 *
 * @param {string} what what was being done, such as "Installing dependencies"
 * @param {string} output what the installer printed
 */
export function explainInstallFailure(what, output) {
  const tail = output.trim().split('\n').slice(-12).join('\n');
  if (DISK_FULL.test(output)) {
    return new Failure(
      `${what} stopped: the disk is full.`,
      'Free some space (about 3 GB are needed) and start again: what is done already is kept.',
    );
  }
  if (UNREACHABLE.test(output)) {
    return new Failure(
      `${what} stopped: the package registry cannot be reached.`,
      `Check the network and proxy settings (HTTPS_PROXY, NODE_EXTRA_CA_CERTS, npm's registry, YARN_NPM_REGISTRY_SERVER) and start again.\nThe last lines were:\n${tail}`,
    );
  }
  return new Failure(`${what} failed.`, `The last lines were:\n${tail}`);
}
