import { SchedulerService } from '@backstage/backend-plugin-api';
import { NoticeFinder } from '../service/NoticeFinder';
import { NoticeSender } from '../service/NoticeSender';
import { NoticeStore } from '../store/NoticeStore';

/** A budget of a year is remembered longer than it lasts. */
const KEPT_MS = 500 * 24 * 60 * 60 * 1000;

/** Finds what owners are to be told, and tells it; by one backend of several. */
export async function scheduleNotices(options: {
  finder: NoticeFinder;
  notices: NoticeStore;
  scheduler: SchedulerService;
  sender: NoticeSender;
}): Promise<void> {
  const { finder, notices, scheduler, sender } = options;
  await scheduler.scheduleTask({
    id: 'cost-notices',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 50 },
    fn: async signal => {
      await notices.deleteBefore(new Date(Date.now() - KEPT_MS).toISOString());
      await finder.find(signal);
      await sender.sendAll(signal);
    },
  });
}
