import { AuthService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { UploadReceipt } from '@plumbline/backstage-plugin-scans-common';
import { FalcoSender, findSender } from '../domain/falcoSignature';
import { FewAtOnce } from './FewAtOnce';
import { ReportIntake } from './ReportIntake';

/** Takes events of Falco that somebody signed. */
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

  /** Reads a body of somebody who is not known yet: only some at a time of one address. */
  async read(body: AsyncIterable<Buffer>, address: string): Promise<Buffer> {
    return this.#fewStrangers.do(address, async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of body) {
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    });
  }

  /** @throws AuthenticationError unless the body is signed with the secret of a sender */
  authenticate(body: Uint8Array, signature: string | undefined): FalcoSender {
    const sender = findSender({ senders: this.#senders, signature, body });
    if (!sender) {
      throw new AuthenticationError(
        'The signature is missing, or not that of this body with a secret that is configured',
      );
    }
    return sender;
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
