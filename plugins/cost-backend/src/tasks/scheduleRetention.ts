import { SchedulerService } from '@backstage/backend-plugin-api';
import { dayOf } from '../domain/days';
import { DayRetention } from '../domain/DayRetention';
import { AnswerStore } from '../store/AnswerStore';
import { ChangeStore } from '../store/ChangeStore';
import { OldCosts } from '../store/OldCosts';

/** What figures were before is kept as long as anybody may ask for it. */
const CHANGES = new DayRetention(400);

/** Deletes what is old, step by step, by one backend of several. */
export async function scheduleRetention(options: {
  answers: AnswerStore;
  changes: ChangeStore;
  costs: OldCosts;
  /** For days, what sources answered, and how they were read. */
  retention: DayRetention;
  scheduler: SchedulerService;
}): Promise<void> {
  const { answers, changes, costs, retention, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'cost-retention',
    frequency: { days: 1 },
    // Not in the way of the first readings
    initialDelay: { minutes: 30 },
    timeout: { hours: 2 },
    fn: async signal => {
      const today = dayOf(Date.now());
      const firstDay = retention.firstDay(today);
      let isMore = true;
      while (isMore) {
        signal.throwIfAborted();
        isMore = await costs.deleteOldestDayBefore(firstDay);
      }
      await answers.deleteBefore(firstDay);
      await costs.deleteImportsBefore(firstDay);
      isMore = true;
      while (isMore) {
        signal.throwIfAborted();
        isMore = await changes.deleteSomeBefore(CHANGES.firstDay(today));
      }
    },
  });
}
