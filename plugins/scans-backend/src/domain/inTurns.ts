import { setImmediate as nextTurn } from 'node:timers/promises';

/** Some milliseconds of work on findings. */
const SIZE = 2000;

/** Items in slices; between two of them others have the event loop. */
export async function* inTurns<T>(
  items: readonly T[],
): AsyncGenerator<readonly T[]> {
  for (let start = 0; start < items.length; start += SIZE) {
    if (start > 0) {
      await nextTurn();
    }
    yield items.slice(start, start + SIZE);
  }
}
