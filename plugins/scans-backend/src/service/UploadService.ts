import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  UploadQuery,
  UploadReceipt,
} from '@plumbline/backstage-plugin-scans-common';
import { Access } from './Access';
import { FewAtOnce } from './FewAtOnce';
import { ReportIntake } from './ReportIntake';
import { collectReport } from './collectReport';

/** Takes reports that people and machines with a token of the portal send. */
export class UploadService {
  readonly #access: Access;
  readonly #intake: ReportIntake;
  readonly #fewAtOnce: FewAtOnce;

  constructor(options: {
    access: Access;
    fewAtOnce: FewAtOnce;
    intake: ReportIntake;
  }) {
    this.#access = options.access;
    this.#fewAtOnce = options.fewAtOnce;
    this.#intake = options.intake;
  }

  /** Takes a report of an entity that the caller may upload for. */
  async take(
    query: UploadQuery,
    body: AsyncIterable<Buffer>,
    credentials: BackstageCredentials,
  ): Promise<UploadReceipt> {
    const entity = await this.#access.getUploadable(query.entity, credentials);
    const uploadedBy = this.#access.nameOf(credentials);
    return this.#fewAtOnce.do(uploadedBy, async () =>
      this.#intake.take({
        query,
        bytes: await collectReport(body),
        entity,
        uploadedBy,
      }),
    );
  }
}
