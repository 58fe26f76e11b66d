import {
  Scan,
  UploadReceipt,
  scanSchema,
  uploadReceiptSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { PortalClient } from '../portal/PortalClient';

/** Where the portal has its scans. */
export const SCANS_PLUGIN = { id: 'scans', title: 'security scans' };

/** The scans of a portal, over HTTP. Every request can be repeated without harm. */
export class HttpScansApi {
  readonly #paths: { uploads: string; scans: string };
  readonly #portal: PortalClient;

  /**
   * @param options - `isFromCi` for the token that the host of the repository
   *   gave this run
   */
  constructor(options: { portal: PortalClient; isFromCi?: boolean }) {
    this.#portal = options.portal;
    this.#paths = options.isFromCi
      ? { uploads: 'trusted-uploads', scans: 'trusted-uploads' }
      : { uploads: 'uploads', scans: 'scans' };
  }

  /** @param options - `packed` is the report in gzip */
  async upload(options: {
    query: Record<string, string | string[]>;
    packed: Buffer;
    signal: AbortSignal;
  }): Promise<UploadReceipt> {
    const { query, packed, signal } = options;
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map(one => [name, one]),
    );
    return this.#portal.ask({
      path: `${this.#paths.uploads}?${new URLSearchParams(parameters)}`,
      body: packed,
      schema: uploadReceiptSchema,
      signal,
    });
  }

  async getScan(id: string, signal: AbortSignal): Promise<Scan> {
    return this.#portal.ask({
      path: `${this.#paths.scans}/${encodeURIComponent(id)}`,
      schema: scanSchema,
      signal,
    });
  }
}
