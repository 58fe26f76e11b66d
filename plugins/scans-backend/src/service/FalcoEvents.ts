import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  AuthenticationError,
  InputError,
  NotAllowedError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { UploadReceipt } from '@plumbline/backstage-plugin-scans-common';
import { readRunning } from '../domain/clusterReport';
import { groupEvents, splitEvents } from '../domain/falcoEvents';
import {
  FalcoSender,
  findSigner,
  findTokenHolder,
} from '../domain/falcoSender';
import { FewAtOnce } from './FewAtOnce';
import { ReportIntake } from './ReportIntake';

/** Takes events of Falco from those who are configured. */
export class FalcoEvents {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #fewAtOnce: FewAtOnce;
  /** Nobody who is not known yet takes the places of those who are; these bodies are small. */
  readonly #fewStrangers = new FewAtOnce({ perCaller: 8, atWork: 64 });
  readonly #intake: ReportIntake;
  readonly #senders: readonly FalcoSender[];

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    falco: readonly FalcoSender[];
    fewAtOnce: FewAtOnce;
    intake: ReportIntake;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#fewAtOnce = options.fewAtOnce;
    this.#intake = options.intake;
    this.#senders = options.falco;
  }

  /**
   * Reads a body and says whose it is: of whom the signature says, else of whom
   * the token does. Of an address only some come at a time, as nobody is known yet.
   *
   * @throws AuthenticationError unless it is one who is configured
   */
  async read(
    body: AsyncIterable<Buffer>,
    from: { address: string; signature?: string; authorization?: string },
  ): Promise<{ body: Uint8Array; sender: FalcoSender }> {
    const { address, signature, authorization = '' } = from;
    const holder = findTokenHolder(this.#senders, authorization);
    if (signature === undefined && !holder) {
      throw new AuthenticationError(
        'A signature or a token of a sender that is configured is needed',
      );
    }
    const bytes = await this.#fewStrangers.do(address, async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of body) {
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    });
    const sender =
      signature === undefined
        ? holder
        : findSigner({ senders: this.#senders, signature, body: bytes });
    if (!sender) {
      throw new AuthenticationError(
        'The signature is not that of this body with a secret that is configured',
      );
    }
    return { body: bytes, sender };
  }

  /** Adds all events to what is known of one entity. The same body counts once. */
  async take(
    entityRef: string,
    body: Uint8Array,
    sender: FalcoSender,
  ): Promise<UploadReceipt> {
    const entity =
      sender.entityRefs.has(entityRef) &&
      (await this.#catalog.getEntityByRef(entityRef, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      }));
    if (!entity) {
      throw new NotAllowedError(
        `${sender.name} may not send events of ${entityRef}: scans.falco does not name it, or there is no such entity`,
      );
    }
    return this.#fewAtOnce.do(sender.name, () =>
      this.#add({ entityRef, entity, body, sender }),
    );
  }

  /**
   * Adds events to what is known of the entities whose workloads they happened
   * in, of those that the sender may speak of. Events of others are counted.
   *
   * @throws InputError when the body holds something else than events
   */
  async takeByWorkload(
    body: Uint8Array,
    sender: FalcoSender,
  ): Promise<{ items: UploadReceipt[]; ignored: number }> {
    const events = splitEvents(Buffer.from(body).toString('utf8'));
    if (!events) {
      throw new InputError('These are no events of Falco');
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...sender.entityRefs] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const { groups, ignored } = groupEvents(events, {
      running: readRunning(items.flatMap(entity => entity ?? [])),
      cluster: sender.cluster,
    });
    return this.#fewAtOnce.do(sender.name, async () => {
      const receipts: UploadReceipt[] = [];
      for (const { running, events: own } of groups.values()) {
        const isWhole = own.length === events.length;
        receipts.push(
          await this.#add({
            ...running,
            body: isWhole
              ? body
              : Buffer.from(own.map(one => JSON.stringify(one)).join('\n')),
            sender,
          }),
        );
      }
      return { items: receipts, ignored };
    });
  }

  async #add(options: {
    entityRef: string;
    entity: Entity;
    body: Uint8Array;
    sender: FalcoSender;
  }): Promise<UploadReceipt> {
    const { entityRef, entity, body, sender } = options;
    return this.#intake.take({
      query: {
        entity: entityRef,
        target: sender.cluster,
        format: 'falco-json',
        partial: 'true',
      },
      bytes: body,
      entity,
      uploadedBy: `falco:${sender.name}`,
      isAdded: true,
    });
  }
}
