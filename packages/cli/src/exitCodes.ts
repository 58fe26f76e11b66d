/** What the exit code of a command means. */
export const EXIT = {
  done: 0,
  /** The check failed: a threshold was crossed. */
  failed: 1,
  /** The input cannot be used; the message says which file, where and why. */
  unusable: 2,
  /** The server could not be reached or refused. */
  refused: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** Input that cannot be used: printed as one line, without a stack trace. */
export class UnusableInput extends Error {}

/** A server that cannot be reached or that refuses: printed as one line. */
export class ServerRefused extends Error {}
