/**
 * The sums that `node --test` prints at the end of its TAP output.
 *
 * @param {string} output
 */
export function readTapCounts(output) {
  const read = name =>
    Number(output.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    passed: read('pass'),
    failed: read('fail') + read('cancelled'),
    skipped: read('skipped') + read('todo'),
  };
}
