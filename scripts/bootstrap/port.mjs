import { createServer } from 'node:net';

import { Failure } from './failure.mjs';

/** The port that the portal answers on. */
export function readPort() {
  const text = process.env.PLUMBLINE_PORT ?? '7007';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Failure(
      `PLUMBLINE_PORT is "${text}", which is not a port.`,
      'Give a whole number from 1 to 65535.',
    );
  }
  return port;
}

/** A portal that was just killed needs a moment to let go of its port. */
const RELEASE_MS = 2_000;

/** Refuses when something else listens on the port already. */
export async function requireFreePort(port) {
  const until = Date.now() + RELEASE_MS;
  for (;;) {
    try {
      await tryPort(port);
      return;
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}

function tryPort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', error => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Failure(
            `Port ${port} is taken by another program.`,
            `Stop that program, or choose another port: PLUMBLINE_PORT=${port + 1} npm start`,
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new Failure(
            `Port ${port} may not be opened by this user.`,
            'Choose a port above 1023: PLUMBLINE_PORT=7007 npm start',
          ),
        );
      } else {
        reject(error);
      }
    });
    probe.listen({ port, host: '127.0.0.1' }, () => {
      probe.close(() => resolve());
    });
  });
}
