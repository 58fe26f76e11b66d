import { RepositoryFolders } from '../git/RepositoryFolders';
import { RepositoryStore } from '../store/RepositoryStore';

/**
 * Brings disk and database together at start, whatever the last process was
 * killed at: deletions that had begun are ended, and repositories that were
 * published are listed.
 */
export async function recoverRepositories(options: {
  folders: RepositoryFolders;
  store: RepositoryStore;
}): Promise<void> {
  const { folders, store } = options;
  await folders.prepare();
  for (const id of await folders.listTrash()) {
    await store.delete(id);
    await folders.removeFromTrash(id);
  }
  for (const identity of await folders.list()) {
    await store.save(identity);
  }
}
