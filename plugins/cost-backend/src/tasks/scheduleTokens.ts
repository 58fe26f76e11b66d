import { SchedulerService } from '@backstage/backend-plugin-api';
import { dayOf } from '../domain/days';
import { TokenCounter } from '../service/TokenCounter';

/** Counts the tokens of days that ended, by one backend of several; without a source that could say there is nothing to do. */
export async function scheduleTokens(options: {
  counter: TokenCounter;
  hasSources: boolean;
  scheduler: SchedulerService;
}): Promise<void> {
  const { counter, hasSources, scheduler } = options;
  if (!hasSources) {
    return;
  }
  await scheduler.scheduleTask({
    id: 'cost-tokens',
    // Days that failed are asked for again before the next has ended
    frequency: { hours: 6 },
    // A catalog that is being filled knows no models
    initialDelay: { minutes: 10 },
    timeout: { minutes: 30 },
    fn: signal => counter.count(dayOf(Date.now()), signal),
  });
}
