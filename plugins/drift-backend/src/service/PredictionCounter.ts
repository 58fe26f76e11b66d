import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  MonitorPredictions,
  PredictionCounts,
} from '@plumbline/backstage-plugin-drift-common';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { hasWindows, windowPlaceOf } from '../domain/definition';
import { MonitorRecord } from '../domain/records';
import { countWindowDays, WindowRows } from '../domain/windowDays';
import { MonitorStore } from '../store/MonitorStore';
import { PredictionCountStore } from '../store/PredictionCountStore';
import { Access } from './Access';
import { documentOf } from './MonitorService';

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** What is asked: both days are included. */
interface Question {
  entityRefs: readonly string[];
  from: string;
  to: string;
}

/**
 * Every day from the first of which something is known. Who sent predictions of
 * an earlier time than that of the monitor has them counted, too.
 */
function listIngested(options: {
  monitor: MonitorRecord;
  counts: ReadonlyMap<string, number>;
  keptFrom: string;
  today: string;
  question: Question;
}): MonitorPredictions['days'] {
  const { monitor, counts, keptFrom, today, question } = options;
  const [known] = [monitor.createdAt.slice(0, 10), ...counts.keys()].sort();
  const [from] = [known, keptFrom, question.from].sort().slice(-1);
  const to = question.to < today ? question.to : today;
  const days: MonitorPredictions['days'] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS) {
    const day = dayOf(ms);
    days.push({ day, predictions: counts.get(day) ?? 0 });
  }
  return days;
}

function listOfWindows(
  windows: readonly WindowRows[],
): Pick<MonitorPredictions, 'days' | 'reason'> {
  const days = [...countWindowDays(windows)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, predictions]) => ({ day, predictions }));
  return days.length > 0 || windows.length === 0
    ? { days }
    : {
        days,
        reason: windows.some(({ rows }) => rows !== undefined)
          ? 'its windows do not fill days one after the other'
          : 'no window had rows',
      };
}

/** Says how many predictions of an entity its monitors saw, to whoever may see them. */
export class PredictionCounter {
  readonly #access: Access;
  readonly #counts: PredictionCountStore;
  readonly #monitors: MonitorStore;
  readonly #retentionMs: number;

  constructor(options: {
    access: Access;
    monitors: MonitorStore;
    predictionCounts: PredictionCountStore;
    retentionMs: number;
  }) {
    this.#access = options.access;
    this.#counts = options.predictionCounts;
    this.#monitors = options.monitors;
    this.#retentionMs = options.retentionMs;
  }

  async count(
    question: Question,
    credentials: BackstageCredentials,
  ): Promise<PredictionCounts> {
    await this.#access.assertCanRead(credentials);
    const { entityRefs } = question;
    const visible = await this.#access.findVisible(entityRefs, credentials);
    const monitors = await this.#monitors.listOfEntities([...visible.keys()]);
    const described = await this.#describe(monitors, question);
    const byEntity = groupBy(monitors, monitor => monitor.entityRef);
    return {
      items: entityRefs.map(entityRef => ({
        entityRef,
        monitors: (byEntity.get(entityRef) ?? []).map(monitor =>
          described.get(monitor.id)!,
        ),
      })),
    };
  }

  async #describe(
    monitors: readonly MonitorRecord[],
    question: Question,
  ): Promise<Map<string, MonitorPredictions>> {
    const now = Date.now();
    // Of the day on which it is cleared there is a part
    const keptFrom = dayOf(now - this.#retentionMs + DAY_MS);
    const asked = { ...question, monitorIds: monitors.map(({ id }) => id) };
    const ingested = await this.#counts.countIngested(asked);
    const windows = await this.#counts.listWindows(asked);
    return new Map(
      monitors.map((monitor): [string, MonitorPredictions] => {
        const { id, name } = monitor;
        const document = documentOf(monitor);
        if (document && windowPlaceOf(document) === undefined) {
          const counts = ingested.get(id) ?? new Map<string, number>();
          const days = listIngested({
            monitor,
            counts,
            keptFrom,
            today: dayOf(now),
            question,
          });
          return [id, { monitorId: id, name, counted: 'ingested', days }];
        }
        const isDated = document !== undefined && hasWindows(document);
        return [
          id,
          {
            monitorId: id,
            name,
            counted: 'windows',
            ...(isDated
              ? listOfWindows(windows.get(id) ?? [])
              : { days: [], reason: 'its rows have no time' }),
          },
        ];
      }),
    );
  }
}
