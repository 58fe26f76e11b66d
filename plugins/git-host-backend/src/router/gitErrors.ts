import { ErrorRequestHandler } from 'express';

const STATUS: Record<string, number> = {
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  InputError: 400,
  BodyTooLargeError: 413,
  ServiceUnavailableError: 503,
};

/**
 * Answers Git clients in plain text, which is what they show to their user
 * (`remote: …`). What is nobody's fault but ours goes on to the framework.
 */
export const answerGitErrors: ErrorRequestHandler = (
  error,
  _req,
  res,
  next,
) => {
  const status = STATUS[error?.name];
  if (!status || res.headersSent) {
    next(error);
    return;
  }
  if (status === 401) {
    res.set('WWW-Authenticate', 'Basic realm="Plumbline Git host"');
  }
  if (status === 503) {
    res.set('Retry-After', '5');
  }
  res.status(status).type('text/plain').send(`${error.message}\n`);
};
