import { EXIT, ServerRefused, UnusableInput } from './exitCodes';

/** What a command may use. */
export interface CommandContext {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Work to undo when the command ends, however it ends. */
  onEnd(undo: () => Promise<void>): void;
}

/**
 * Runs a command to its exit code: prints an expected error as one line on
 * stderr, ends children and removes temporary files on every way out.
 */
export async function runCommand(
  command: (context: CommandContext) => Promise<number>,
): Promise<void> {
  const controller = new AbortController();
  const undoing: (() => Promise<void>)[] = [];
  const interrupt = () => controller.abort(new Error('Interrupted'));
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    process.exitCode = await command({
      signal: controller.signal,
      onEnd: undo => undoing.push(undo),
    });
  } catch (error) {
    if (controller.signal.aborted) {
      process.stderr.write('\nInterrupted\n');
      process.exitCode = EXIT.interrupted;
    } else if (error instanceof UnusableInput) {
      process.stderr.write(`✖ ${error.message}\n`);
      process.exitCode = EXIT.unusable;
    } else if (error instanceof ServerRefused) {
      process.stderr.write(`✖ ${error.message}\n`);
      process.exitCode = EXIT.refused;
    } else {
      throw error;
    }
  } finally {
    for (const undo of undoing.reverse()) {
      await undo();
    }
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
