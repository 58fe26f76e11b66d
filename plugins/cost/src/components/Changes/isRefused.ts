/** Whether the backend answered that the reader may not see it. */
export function isRefused(error: Error): boolean {
  const { cause } = error;
  return (
    error.name === 'NotAllowedError' ||
    (cause instanceof Error && cause.name === 'NotAllowedError')
  );
}
