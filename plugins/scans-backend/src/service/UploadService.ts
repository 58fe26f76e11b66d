import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  UploadQuery,
  UploadReceipt,
} from '@plumbline/backstage-plugin-scans-common';
import { REPORT_FORMATS } from '@plumbline/backstage-plugin-scans-formats';
import { Access } from './Access';
import { ReportIntake } from './ReportIntake';
import { collectReport } from './collectReport';

/** Uploads of one caller that may wait or be read at a time. */
const MAX_AT_ONCE = 64;

/** Answered with status 429. */
class TooManyUploadsError extends Error {
  readonly name = 'TooManyUploadsError';
  readonly statusCode = 429;
}

/** Takes reports that people and machines with a token of the portal send. */
export class UploadService {
  readonly #access: Access;
  readonly #intake: ReportIntake;
  readonly #uploading = new Map<string, number>();

  constructor(options: { access: Access; intake: ReportIntake }) {
    this.#access = options.access;
    this.#intake = options.intake;
  }

  /** The formats that are read. */
  listFormats(): readonly { id: string; title: string }[] {
    return REPORT_FORMATS;
  }

  /** Takes a report of an entity that the caller may upload for. */
  async take(
    query: UploadQuery,
    body: AsyncIterable<Buffer>,
    credentials: BackstageCredentials,
  ): Promise<UploadReceipt> {
    const entity = await this.#access.getUploadable(query.entity, credentials);
    const uploadedBy = this.#access.nameOf(credentials);
    return this.#oneOfFew(uploadedBy, async () =>
      this.#intake.take({
        query,
        bytes: await collectReport(body),
        entity,
        uploadedBy,
      }),
    );
  }

  async #oneOfFew<T>(caller: string, deed: () => Promise<T>): Promise<T> {
    const running = this.#uploading.get(caller) ?? 0;
    if (running >= MAX_AT_ONCE) {
      throw new TooManyUploadsError(
        'Too many reports are coming from you at a time: send this one again in a minute',
      );
    }
    this.#uploading.set(caller, running + 1);
    try {
      return await deed();
    } finally {
      const left = this.#uploading.get(caller)! - 1;
      if (left === 0) {
        this.#uploading.delete(caller);
      } else {
        this.#uploading.set(caller, left);
      }
    }
  }
}
