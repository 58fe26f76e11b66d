import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import type { IncomingMessage } from 'node:http';

const BODY_TIMEOUT_MS = 120_000;
/** Longest wait for the next bytes. */
const IDLE_TIMEOUT_MS = 10_000;

/** Refused for its size; answered with status 413. */
class BodyTooLargeError extends Error {
  readonly name = 'BodyTooLargeError';
  readonly statusCode = 413;
}

/** Answered with status 408. */
class BodyTooSlowError extends Error {
  readonly name = 'BodyTooSlowError';
  readonly statusCode = 408;
}

/** Nobody is left to be answered; 499 is what proxies write into their logs. */
class SenderGoneError extends Error {
  readonly name = 'SenderGoneError';
  readonly statusCode = 499;
}

function encodingOf(request: IncomingMessage): 'identity' | 'gzip' {
  const encoding = (
    request.headers['content-encoding'] ?? 'identity'
  ).toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new InputError(
      `The content encoding "${encoding.slice(0, 20)}" is not read: send gzip or none`,
    );
  }
  return encoding;
}

/**
 * The unpacked bytes of a request, as they come, no more than allowed and not
 * for ever. A sender that is refused or leaves holds up nobody.
 *
 * @param options - `name` calls the body in messages, such as `batch`
 * @throws InputError for gzip that is broken, and errors with the status 408, 413 or 499
 * @public
 */
export async function* readBody(
  request: IncomingMessage,
  options: { maxBytes: number; name: string },
): AsyncIterable<Buffer> {
  const { maxBytes, name } = options;
  const encoding = encodingOf(request);
  if (request.destroyed) {
    throw new SenderGoneError('The sender has gone');
  }
  const gunzip = encoding === 'gzip' ? createGunzip() : undefined;
  const source: Readable = gunzip ?? request;
  const fail = (error: Error) => source.destroy(error);
  const onClose = () =>
    request.complete || fail(new SenderGoneError('The sender has gone'));
  const tooSlow = () =>
    fail(new BodyTooSlowError(`The ${name} came too slowly`));
  const whole = setTimeout(tooSlow, BODY_TIMEOUT_MS);
  const idle = setTimeout(tooSlow, IDLE_TIMEOUT_MS);
  if (gunzip) {
    request.on('error', fail).on('close', onClose).pipe(gunzip);
  }
  let bytes = 0;
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      idle.refresh();
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new BodyTooLargeError(
          `The ${name} may have ${Math.floor(maxBytes / 1024 / 1024)} MiB`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_')
      ? new InputError(`The ${name} is not gzip, or was cut off`)
      : error;
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
    request.off('error', fail).off('close', onClose);
    if (gunzip) {
      request.unpipe(gunzip);
      gunzip.destroy();
    }
    drain(request, maxBytes);
  }
}

/** Reads what is left of a refused body: the next request comes on the same connection. */
function drain(request: IncomingMessage, maxBytes: number): void {
  if (request.complete || request.destroyed) {
    return;
  }
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), IDLE_TIMEOUT_MS);
  request
    .on('error', () => {})
    .on('close', () => clearTimeout(timer))
    .on('end', () => clearTimeout(timer))
    .on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.destroy();
      }
    })
    .resume();
}
