import { RepositoryFolders } from '../git/RepositoryFolders';
import { removeStaleLocks } from '../git/removeStaleLocks';
import { RepositoryStore } from '../store/RepositoryStore';

/**
 * Brings disk and database together at start, whatever the last process was
 * killed at: deletions that had begun are ended, repositories that were
 * published are listed, and what they were locked with is unlocked.
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
    await removeStaleLocks(folders.pathOf(identity.owner, identity.name));
  }
}
