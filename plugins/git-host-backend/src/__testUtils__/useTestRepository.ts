import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRunGit, runGit } from './runGit';
import { ADA, ROOT, TestGitHost, startGitHost } from './startGitHost';
import { makeTemporaryFolder } from './temporaryFolder';

/**
 * A Git host for the tests of a file, with a repository of the ML team that is
 * new for each test, and what people do with it.
 */
export function useTestRepository(gitHost: object = {}) {
  let host: TestGitHost;
  let count = 0;
  let repository: string;

  beforeAll(async () => {
    host = await startGitHost({ gitHost });
  });
  beforeEach(async () => {
    const name = `churn-${(count += 1)}`;
    repository = `ml-team/${name}`;
    await host.create('ml-team', name, { 'README.md': '# Churn\n' });
  });

  async function clone(password: string, ...options: string[]) {
    const folder = join(await makeTemporaryFolder(), 'clone');
    const outcome = await runGit([
      'clone',
      ...options,
      host.remote(repository, password),
      folder,
    ]);
    return { folder, ...outcome };
  }

  return {
    get host() {
      return host;
    },
    get repository() {
      return repository;
    },
    clone,

    async commit(folder: string, path: string, content: string | Buffer) {
      await writeFile(join(folder, path), content);
      await mustRunGit(['add', '.'], folder);
      await mustRunGit(['commit', '-m', `Write ${path}`], folder);
      return mustRunGit(['rev-parse', 'HEAD'], folder);
    },

    async headOf(): Promise<string> {
      const { body } = await host.call(
        ROOT,
        'GET',
        `/repositories/${repository}`,
      );
      return body.head;
    },

    /** A clone of the repository whose origin is asked for with another password. */
    async cloneFor(password: string) {
      const { folder } = await clone(host.portalToken(ADA));
      await mustRunGit(
        ['remote', 'set-url', 'origin', host.remote(repository, password)],
        folder,
      );
      return folder;
    },
  };
}
