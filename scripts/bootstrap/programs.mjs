import { execFileSync } from 'node:child_process';

/** Whether a program answers on this machine. */
export function hasProgram(command, args = ['--version']) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** The first of several programs that answers, if any. */
export function findProgram(candidates, args) {
  return candidates.find(candidate => hasProgram(candidate, args));
}
