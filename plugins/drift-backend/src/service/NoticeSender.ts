import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { sendNotices, tabPathOf } from '@plumbline/backstage-plugin-kit-node';
import { Notice } from '../domain/records';
import { redact } from '../domain/redact';
import { AlertStore } from '../store/AlertStore';
import { MonitorStore } from '../store/MonitorStore';

/** Tells owners what changed: each change once, however many processes there are. */
export class NoticeSender {
  readonly #alerts: AlertStore;
  readonly #logger: LoggerService;
  readonly #monitors: MonitorStore;
  readonly #notifications: NotificationService;
  readonly #now: () => number;

  constructor(options: {
    alerts: AlertStore;
    logger: LoggerService;
    monitors: MonitorStore;
    notifications: NotificationService;
    now?: () => number;
  }) {
    this.#alerts = options.alerts;
    this.#logger = options.logger;
    this.#monitors = options.monitors;
    this.#notifications = options.notifications;
    this.#now = options.now ?? Date.now;
  }

  /** Sends what waits. What fails is tried again when its claim is over. */
  async sendAll(signal: AbortSignal): Promise<void> {
    await sendNotices({
      claim: lease => this.#alerts.claimNotice(lease),
      send: notice => this.#send(notice),
      drop: notice => this.#alerts.dropNotice(notice.id),
      onFailure: (notice, error) =>
        this.#logger.warn(
          `Drift: the owner could not be told about alert ${notice.alertId}: ${redact(error.message)}`,
        ),
      signal,
      now: this.#now,
    });
  }

  async #send(notice: Notice): Promise<void> {
    const monitor = await this.#monitors.get(notice.monitorId);
    if (!monitor?.ownerRef) {
      this.#logger.warn(
        `Drift: nobody owns ${monitor?.entityRef ?? notice.monitorId}, so nobody is told`,
      );
      await this.#alerts.dropNotice(notice.id);
      return;
    }
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: monitor.ownerRef },
      payload: {
        title: notice.title,
        description: notice.description,
        link: `${tabPathOf(monitor.entityRef, 'drift')}?monitor=${monitor.id}`,
        severity: notice.severity,
        topic: 'drift',
        // One thread per monitor: a newer word replaces the older
        scope: `drift:${monitor.id}`,
      },
    });
    await this.#alerts.markTold(notice, new Date(this.#now()).toISOString());
  }
}
