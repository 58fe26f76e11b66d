import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Alert,
  AlertAction,
} from '@plumbline/backstage-plugin-drift-common';
import {
  encodeCursor,
  readTimeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import { applyAlertAction } from '../domain/alertDecision';
import { AlertRecord, MonitorRecord } from '../domain/records';
import { AlertStore } from '../store/AlertStore';
import { MonitorStore } from '../store/MonitorStore';
import { Access } from './Access';
import { Page } from './MonitorService';
import { toAlert } from './toContract';

/** Rows that a page looks through at most before it is handed out short. */
const MAX_LOOKS = 10;

/** Alerts as somebody may see them and act on them. */
export class AlertService {
  readonly #access: Access;
  readonly #alerts: AlertStore;
  readonly #monitors: MonitorStore;
  readonly #now: () => number;

  constructor(options: {
    access: Access;
    alerts: AlertStore;
    monitors: MonitorStore;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#alerts = options.alerts;
    this.#monitors = options.monitors;
    this.#now = options.now ?? Date.now;
  }

  /** The newest first, of one monitor, entity or some owners, or of all that the caller may see. */
  async list(
    query: {
      monitorId?: string;
      entity?: string;
      owner?: readonly string[];
      state?: AlertRecord['state'];
      cursor?: string;
      limit: number;
    },
    credentials: BackstageCredentials,
  ): Promise<Page<Alert>> {
    await this.#access.assertCanRead(credentials);
    let after = readTimeCursor(query.cursor);
    const found: AlertRecord[] = [];
    let isLast = false;
    for (
      let look = 0;
      look < MAX_LOOKS && !isLast && found.length < query.limit;
      look += 1
    ) {
      const limit = query.limit - found.length;
      const records = await this.#alerts.list({
        monitorIds:
          query.monitorId === undefined ? undefined : [query.monitorId],
        entityRef: query.entity,
        ownerRefs: query.owner,
        state: query.state,
        after,
        limit,
      });
      const monitors = await this.#findMonitors(records);
      const visible = await this.#access.findVisible(
        [...monitors.values()].map(monitor => monitor.entityRef),
        credentials,
      );
      found.push(
        ...records.filter(record =>
          visible.has(monitors.get(record.monitorId)?.entityRef ?? ''),
        ),
      );
      isLast = records.length < limit;
      const last = records.at(-1);
      after = last ? { time: last.openedAt, id: last.id } : after;
    }
    return {
      items: await this.#toAlerts(found, credentials),
      nextCursor:
        isLast || !after ? undefined : encodeCursor([after.time, after.id]),
    };
  }

  async act(
    id: string,
    action: AlertAction,
    by: string,
    credentials: BackstageCredentials,
  ): Promise<Alert> {
    await this.#access.assertCanRead(credentials);
    const alert = await this.#alerts.get(id);
    const monitor = alert && (await this.#monitors.get(alert.monitorId));
    if (!alert || !monitor) {
      throw new NotFoundError(`There is no alert ${id} that you may see`);
    }
    await this.#access.getOperable(monitor.entityRef, credentials);
    const applied = applyAlertAction({
      alert,
      action: action.action,
      note: 'note' in action ? action.note : undefined,
      until:
        'until' in action ? new Date(action.until).toISOString() : undefined,
      by,
      now: new Date(this.#now()).toISOString(),
    });
    if (typeof applied === 'string') {
      throw new ConflictError(applied);
    }
    if (!(await this.#alerts.change({ alert, ...applied }))) {
      throw new ConflictError('The alert has changed since: look at it again');
    }
    const [result] = await this.#toAlerts(
      [{ ...alert, ...applied.change }],
      credentials,
    );
    return result;
  }

  async #findMonitors(
    records: readonly AlertRecord[],
  ): Promise<Map<string, MonitorRecord>> {
    const ids = [...new Set(records.map(record => record.monitorId))];
    const monitors = await this.#monitors.listByIds(ids);
    return new Map(monitors.map(monitor => [monitor.id, monitor]));
  }

  async #toAlerts(
    records: readonly AlertRecord[],
    credentials: BackstageCredentials,
  ): Promise<Alert[]> {
    const [monitors, events] = await Promise.all([
      this.#findMonitors(records),
      this.#alerts.listEvents(records.map(record => record.id)),
    ]);
    const visible = await this.#access.findVisible(
      [...monitors.values()].map(monitor => monitor.entityRef),
      credentials,
    );
    const operable = await this.#access.findOperable(visible, credentials);
    return records.flatMap(alert => {
      const monitor = monitors.get(alert.monitorId);
      return monitor
        ? [
            toAlert({
              alert,
              monitor,
              events: events.get(alert.id) ?? [],
              canAct: operable.has(monitor.entityRef),
            }),
          ]
        : [];
    });
  }
}
