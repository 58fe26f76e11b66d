/** Nothing is said about what takes less. */
const QUIET_MS = 1_000;
const EVERY_MS = 200;

/**
 * A line of progress on stderr for what takes longer than a second; redrawn in
 * place on a terminal, said at every tenth elsewhere.
 */
export function createProgress(what: string): {
  report(done: number, total: number): void;
  end(): void;
} {
  const start = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  let drawn = 0;
  let tenth = 0;
  let hasDrawn = false;
  return {
    report(done, total) {
      const now = Date.now();
      if (now - start < QUIET_MS) {
        return;
      }
      const text = `${what}: ${done} of ${total}`;
      if (isTerminal && now - drawn >= EVERY_MS) {
        process.stderr.write(`\r${text}`);
        drawn = now;
        hasDrawn = true;
      } else if (!isTerminal && Math.floor((10 * done) / total) > tenth) {
        tenth = Math.floor((10 * done) / total);
        process.stderr.write(`${text}\n`);
      }
    },
    end() {
      if (hasDrawn) {
        process.stderr.write('\r\x1b[K');
      }
    },
  };
}
