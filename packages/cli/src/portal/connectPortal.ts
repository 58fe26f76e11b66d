import { UnusableInput } from '../exitCodes';
import { PortalClient } from './PortalClient';

/**
 * The portal that `--server` or PLUMBLINE_URL names, with the token of
 * PLUMBLINE_TOKEN. Warns when others on the way may read the token.
 *
 * @param options - `may` ends the sentence "the token that may"
 */
export function connectPortal(options: {
  server: string | undefined;
  plugin: { id: string; title: string };
  may: string;
}): PortalClient {
  const { plugin, may } = options;
  const server = options.server ?? process.env.PLUMBLINE_URL;
  const token = process.env.PLUMBLINE_TOKEN?.trim();
  if (!server) {
    throw new UnusableInput(
      'No portal is named: give --server or PLUMBLINE_URL, such as https://portal.example.com',
    );
  }
  if (!token || /[^\x21-\x7e]/.test(token)) {
    throw new UnusableInput(
      token
        ? 'PLUMBLINE_TOKEN holds characters that no token has'
        : `PLUMBLINE_TOKEN is empty: it holds the token that may ${may}`,
    );
  }
  const portal = new PortalClient({ server, token, plugin });
  if (portal.isOpenToRead) {
    process.stderr.write(
      `! The way to ${portal.name} is not encrypted: others may read the token.\n`,
    );
  }
  return portal;
}
