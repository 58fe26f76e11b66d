import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  ownersOf,
  sendNotices,
  tabPathOf,
} from '@plumbline/backstage-plugin-kit-node';
import { noticeText } from '../domain/notices';
import { ClaimedNotice, NoticeStore } from '../store/NoticeStore';

/** Tells the teams that own entities, and nobody else, what became of their costs. */
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

  /** Whoever is killed after sending sends it once more, in the same thread. */
  async sendAll(signal: AbortSignal): Promise<void> {
    const settle = (notice: ClaimedNotice) =>
      this.#notices.settle(notice, new Date().toISOString());
    await sendNotices({
      claim: lease => this.#notices.claim(lease),
      send: async notice => {
        await this.#send(notice);
        await settle(notice);
      },
      drop: settle,
      onFailure: ({ entityRef }, error) =>
        this.#logger.warn(
          `Cost: the owners of ${entityRef} could not be told about its costs`,
          error,
        ),
      signal,
    });
  }

  async #send({ entityRef, notice }: ClaimedNotice): Promise<void> {
    const owners = await this.#ownersOf(entityRef);
    if (owners.length === 0) {
      this.#logger.info(
        `Cost: nobody owns ${entityRef}, so nobody is told about its costs`,
      );
      return;
    }
    const { name } = parseEntityRef(entityRef);
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: owners },
      payload: {
        ...noticeText(name, notice),
        link: tabPathOf(entityRef, 'cost'),
        severity:
          notice.kind === 'budget' && notice.content.percent >= 100
            ? 'high'
            : 'normal',
        topic: 'cost',
        scope: `cost:${entityRef}:${notice.kind}:${notice.subject}`,
      },
    });
  }

  /** A group, or a person, is its own owner. */
  async #ownersOf(entityRef: string): Promise<string[]> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      return [];
    }
    return ['group', 'user'].includes(parseEntityRef(entityRef).kind)
      ? [entityRef]
      : ownersOf(entity);
  }
}
