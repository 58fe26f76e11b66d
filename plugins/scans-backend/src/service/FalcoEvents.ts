import { AuthService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { UploadReceipt } from '@plumbline/backstage-plugin-scans-common';
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

  /** Adds events to what is known of an entity. The same body counts once. */
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
      this.#intake.take({
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
      }),
    );
  }
}
