import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { GitProgram } from '../git/GitProgram';
import { RepositoryFolders } from '../git/RepositoryFolders';
import { removeStaleLocks } from '../git/removeStaleLocks';
import { TokenService } from '../service/TokenService';

const GC_TIMEOUT_MS = 10 * 60_000;

/** Once a day: packs what many small commits left behind, and forgets old tokens. */
export async function scheduleMaintenance(options: {
  folders: RepositoryFolders;
  git: GitProgram;
  logger: LoggerService;
  scheduler: SchedulerService;
  tokens: TokenService;
}): Promise<void> {
  const { folders, git, logger, scheduler, tokens } = options;
  await scheduler.scheduleTask({
    id: 'git-host-maintenance',
    frequency: { hours: 24 },
    initialDelay: { minutes: 10 },
    timeout: { hours: 6 },
    fn: async signal => {
      const removed = await tokens.removeExpired();
      logger.info(`Removed ${removed} expired tokens`);
      for (const { owner, name } of await folders.list()) {
        signal.throwIfAborted();
        await removeStaleLocks(folders.pathOf(owner, name));
        const { code, stderr } = await git.attempt(
          ['gc', '--auto', '--quiet'],
          {
            folder: folders.pathOf(owner, name),
            timeoutMs: GC_TIMEOUT_MS,
            signal,
          },
        );
        if (code !== 0) {
          logger.warn(`Could not pack ${owner}/${name}: ${stderr.trim()}`);
        }
      }
    },
  });
}
