import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitProgram } from './GitProgram';
import { GitReader } from './GitReader';
import { readHead } from './readHead';

/**
 * Archives hold exactly the bytes that were committed: attributes in a pushed
 * `.gitattributes` must not drop, convert or expand files. This file outranks
 * those of the tree.
 */
const ATTRIBUTES =
  '* -text !eol -ident !filter !working-tree-encoding -export-ignore -export-subst\n';

/** Makes an empty bare repository in an existing folder. */
export async function initRepository(
  git: GitProgram,
  folder: string,
): Promise<void> {
  await git.run(['init', '--bare', '--quiet', '--initial-branch=main'], {
    folder,
  });
  // With an empty template Git makes no such folder.
  await mkdir(join(folder, 'info'), { recursive: true });
  await writeFile(join(folder, 'info', 'attributes'), ATTRIBUTES);
}

/** After a push into an empty repository, its branch becomes the default one. */
export async function adoptDefaultBranch(
  git: GitProgram,
  folder: string,
): Promise<void> {
  const head = await readHead(folder);
  if (head.commit) {
    return;
  }
  const [first] = await new GitReader(git).listBranches(folder);
  if (first) {
    await git.run(['symbolic-ref', 'HEAD', `refs/heads/${first.name}`], {
      folder,
    });
  }
}
