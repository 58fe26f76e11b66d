/** Where progress is shown. */
let out = process.stdout;

/** Shows progress on stderr from now on, for commands whose stdout is their answer. */
export function showProgressOnStderr() {
  out = process.stderr;
}

const seconds = since => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/**
 * Runs one named step and shows that it is under way: a running clock on a
 * terminal, a line at its start and end elsewhere.
 *
 * @template T
 * @param {string} name
 * @param {(say: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const isTerminal = out.isTTY && !process.env.CI;
  const since = Date.now();
  let detail = '';
  let timer;
  const draw = () => {
    const width = out.columns ?? 80;
    const line = `  … ${name} ${seconds(since)}${detail ? ` · ${detail}` : ''}`;
    out.write(`\r\x1b[2K${line.slice(0, width - 1)}`);
  };
  if (isTerminal) {
    timer = setInterval(draw, 250);
  } else {
    out.write(`  … ${name}\n`);
  }
  const clear = () => {
    clearInterval(timer);
    if (isTerminal) {
      out.write('\r\x1b[2K');
    }
  };
  try {
    const result = await work(text => {
      detail = text;
    });
    clear();
    out.write(`  ✔ ${name} (${seconds(since)})\n`);
    return result;
  } catch (error) {
    clear();
    out.write(`  ✖ ${name} (${seconds(since)})\n`);
    throw error;
  }
}
