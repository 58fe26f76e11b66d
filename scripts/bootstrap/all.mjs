import { ensureDependencies } from './dependencies.mjs';
import { Failure } from './failure.mjs';
import { environmentFor, ensureNode } from './node.mjs';
import { hasProgram } from './programs.mjs';

/**
 * Everything that any of the commands needs first: Node 24 and the
 * dependencies, inside the repository.
 *
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>}
 */
export async function bootstrap() {
  if (!hasProgram('git')) {
    throw new Failure(
      'git is not on the path.',
      'Install it (Debian: apt install git, macOS: xcode-select --install): the embedded Git host serves repositories with it.',
    );
  }
  const node = await ensureNode();
  const env = environmentFor(node);
  await ensureDependencies({ node, env });
  return { node, env };
}
