import { SchedulerService } from '@backstage/backend-plugin-api';
import { NoticeStore } from '../store/NoticeStore';

/** What could not be told for so long is old news. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;

/** Finds what became overdue, and forgets notices that nobody could be sent; by one process at a time. */
export async function scheduleNotices(options: {
  notices: NoticeStore;
  scheduler: SchedulerService;
  wake: () => void;
}): Promise<void> {
  const { notices, scheduler, wake } = options;
  await scheduler.scheduleTask({
    id: 'scans-overdue',
    frequency: { minutes: 10 },
    initialDelay: { seconds: 90 },
    timeout: { minutes: 30 },
    fn: async signal => {
      const nowMs = Date.now();
      await notices.markOverdue(new Date(nowMs).toISOString(), signal);
      await notices.deleteBefore(new Date(nowMs - KEPT_MS).toISOString());
      wake();
    },
  });
}
