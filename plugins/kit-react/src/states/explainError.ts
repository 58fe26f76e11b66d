/**
 * What went wrong, in the words of the one who refused: an answer of a backend
 * carries them as its cause, while its own message only counts the status.
 *
 * @public
 */
export function explainError(error: Error): string {
  const { cause } = error;
  if (
    error.name === 'ResponseError' &&
    cause instanceof Error &&
    cause.message
  ) {
    return cause.message;
  }
  return error.message;
}
