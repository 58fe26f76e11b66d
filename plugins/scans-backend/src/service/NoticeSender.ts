import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  ownersOf,
  sendNotices,
  tabPathOf,
} from '@plumbline/backstage-plugin-kit-node';
import { noticeText } from '../domain/noticeText';
import { Notice, NoticeStore } from '../store/NoticeStore';

const SEVERITIES: Record<string, 'critical' | 'high' | 'normal' | 'low'> = {
  critical: 'critical',
  high: 'high',
  low: 'low',
  info: 'low',
};

/** Tells the teams that own entities, and nobody else, what happened to their findings. */
export class NoticeSender {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #notices: NoticeStore;
  readonly #notifications: NotificationService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    notices: NoticeStore;
    notifications: NotificationService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#notices = options.notices;
    this.#notifications = options.notifications;
  }

  /**
   * Sends what waits. What fails is tried again when its claim is over; whoever
   * is killed after sending sends it once more, in the same thread.
   */
  async sendAll(signal: AbortSignal): Promise<void> {
    await sendNotices({
      claim: lease => this.#notices.claim(lease),
      send: async notice => {
        await this.#send(notice);
        await this.#notices.settle(notice);
      },
      drop: notice => this.#notices.settle(notice),
      onFailure: (notice, error) =>
        this.#logger.warn(
          `Scans: the owners of ${notice.entityRef} could not be told about ${notice.severity} findings`,
          error,
        ),
      signal,
    });
  }

  async #send({ entityRef, severity, counts }: Notice): Promise<void> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const owners = entity ? ownersOf(entity) : [];
    if (owners.length === 0) {
      this.#logger.info(
        `Scans: nobody owns ${entityRef}, so nobody is told about its findings`,
      );
      return;
    }
    const { name } = parseEntityRef(entityRef);
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: owners },
      payload: {
        ...noticeText({ name, severity, counts }),
        link: `${tabPathOf(entityRef, 'security')}?severity=${severity}`,
        severity: SEVERITIES[severity] ?? 'normal',
        topic: 'scans',
        // One thread for each entity and severity: a newer word replaces the older
        scope: `scans:${entityRef}:${severity}`,
      },
    });
  }
}
