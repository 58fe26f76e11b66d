const PAUSE_MS = 20;

/**
 * Asks again until the answer fits; the test's own time-out ends it.
 *
 * @public
 */
export async function until<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (fits(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
