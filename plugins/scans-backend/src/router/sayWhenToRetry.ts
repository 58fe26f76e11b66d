import { ErrorRequestHandler } from 'express';
import { TooManyUploadsError } from '../service/FewAtOnce';

/** Tells who is refused because too much waits when it is worth another try. */
export const sayWhenToRetry: ErrorRequestHandler = (error, _, res, next) => {
  if (error instanceof TooManyUploadsError) {
    res.set('Retry-After', String(error.retryAfterSeconds));
  }
  next(error);
};
