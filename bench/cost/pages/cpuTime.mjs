import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts a hundred of these in a second. */
const TICK_MS = 10;

function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, ppid, , , , , , , , , , user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ');
    return { ppid, ms: (Number(user) + Number(system)) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** The process that started another; undefined where nobody says. */
export function readParent(pid) {
  return readProcess(pid)?.ppid;
}

/** CPU time in ms that processes and their children took until now; undefined where nobody says. */
export function readCpuMs(pids) {
  if (!existsSync('/proc/self/stat')) {
    return undefined;
  }
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => ({ pid, ...readProcess(pid) }))
    .filter(({ pid, ppid }) =>
      pids.some(one => String(one) === pid || String(one) === ppid),
    )
    .reduce((sum, { ms = 0 }) => sum + ms, 0);
}
