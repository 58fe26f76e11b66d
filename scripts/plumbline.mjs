import './bootstrap/requireNode.mjs';

const { Failure } = await import('./bootstrap/failure.mjs');
const { ensureCli } = await import('./bootstrap/cli.mjs');
const { ensureDependencies } = await import('./bootstrap/dependencies.mjs');
const { environmentFor, ensureNode } = await import('./bootstrap/node.mjs');
const { showProgressOnStderr } = await import('./bootstrap/progress.mjs');
const { runToEnd } = await import('./bootstrap/runToEnd.mjs');

/** Nothing was checked and no input was read: neither 1 nor 2 of the command's own exit codes. */
const NOT_STARTED = 3;

// What a command prints belongs to whoever reads its output
showProgressOnStderr();
try {
  const node = await ensureNode();
  const env = environmentFor(node);
  await ensureDependencies({ node, env });
  const command = await ensureCli({ node, env });
  // npm changes to the root; paths are meant from where the person stands
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runToEnd(node, [command, ...process.argv.slice(2)], {
    cwd,
    env,
  });
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error;
  }
  process.stderr.write(`\n✖ ${error.message}\n`);
  process.exitCode = NOT_STARTED;
}
