/**
 * Reason of a skipped test that checks against data sets which lie beside this
 * repository and not in it: the one reason that no machine can be asked to mend.
 */
export const DATA_ABSENT = 'real data sets are absent';

/**
 * The sums that `node --test` prints at the end of its TAP output.
 *
 * @param {string} output
 * @returns {{ passed: number, failed: number, skipped: number, withoutData: number }}
 */
export function readTapCounts(output) {
  const read = name =>
    Number(output.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  const skipped = read('skipped') + read('todo');
  return {
    passed: read('pass'),
    failed: read('fail') + read('cancelled'),
    skipped,
    // A suite that is skipped as a whole is told, but not counted as a test
    withoutData: Math.min(
      skipped,
      [...output.matchAll(new RegExp(`# SKIP .*${DATA_ABSENT}`, 'g'))].length,
    ),
  };
}
