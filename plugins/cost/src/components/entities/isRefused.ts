/** Answers by which the backend tells somebody that it is not for them; what they may not know of is as if it were not there. */
const REFUSALS = new Set(['NotAllowedError', 'NotFoundError']);

/** Whether a backend said that this is not for the reader: nothing is wrong then. */
export function isRefused(error: Error | undefined): boolean {
  const { cause } = error ?? {};
  return (
    error?.name === 'ResponseError' &&
    cause instanceof Error &&
    REFUSALS.has(cause.name)
  );
}
