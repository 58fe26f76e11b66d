import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ResourceMetadata } from '../domain/clusterReport';
import { ClusterConfig } from '../readClusters';
import { ReportResource } from './reportResources';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;
const PAGE_SIZE = 250;
const MAX_PAGES = 400;
/** Metadata alone: reports are large, and most did not change. */
const METADATA =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

interface Answer {
  status: number;
  body: any;
}

/** Reads what scanners left in one cluster. */
export class KubernetesApi {
  readonly name: string;
  readonly #cluster: ClusterConfig;

  constructor(cluster: ClusterConfig) {
    this.name = cluster.name;
    this.#cluster = cluster;
  }

  /**
   * Metadata of every resource of a kind in all namespaces; undefined where the
   * cluster does not know the kind.
   *
   * @throws Error unless the list is whole
   */
  async list(
    resource: ReportResource,
    signal: AbortSignal,
  ): Promise<ResourceMetadata[] | undefined> {
    const items: ResourceMetadata[] = [];
    let next = '';
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { status, body } = await this.#get({
        path: `/apis/${resource.api}/${resource.plural}?limit=${PAGE_SIZE}${next && `&continue=${encodeURIComponent(next)}`}`,
        accept: METADATA,
        signal,
      });
      if (status === 404 && page === 0) {
        return undefined;
      }
      if (status !== 200 || !Array.isArray(body?.items)) {
        throw new Error(
          `Cluster ${this.name} answers ${status} to the list of ${resource.plural}`,
        );
      }
      items.push(...body.items.map((item: any) => item?.metadata ?? {}));
      next = body.metadata?.continue ?? '';
      if (next === '') {
        return items;
      }
    }
    throw new Error(
      `Cluster ${this.name} has more than ${PAGE_SIZE * MAX_PAGES} ${resource.plural}`,
    );
  }

  /** One resource; undefined when it has gone. */
  async get(
    resource: ReportResource,
    { namespace, name }: ResourceMetadata,
    signal: AbortSignal,
  ): Promise<object | undefined> {
    const place = resource.isClusterWide
      ? ''
      : `/namespaces/${encodeURIComponent(namespace ?? '')}`;
    const { status, body } = await this.#get({
      path: `/apis/${resource.api}${place}/${resource.plural}/${encodeURIComponent(name ?? '')}`,
      accept: 'application/json',
      signal,
    });
    if (status === 404) {
      return undefined;
    }
    if (status !== 200 || typeof body !== 'object' || body === null) {
      throw new Error(
        `Cluster ${this.name} answers ${status} to ${resource.plural}/${name}`,
      );
    }
    return body;
  }

  async #get(options: {
    path: string;
    accept: string;
    signal: AbortSignal;
  }): Promise<Answer> {
    const { path, accept, signal } = options;
    const { url, tokenFile, ca, skipTLSVerify } = this.#cluster;
    const token = tokenFile
      ? (await readFile(tokenFile, 'utf8')).trim()
      : this.#cluster.token;
    const address = new URL(`${url.replace(/\/$/, '')}${path}`);
    const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const sent = request(
        address,
        {
          headers: {
            accept,
            ...(token ? { authorization: `Bearer ${token}` } : {}),
          },
          ca,
          rejectUnauthorized: !skipTLSVerify,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        },
        response => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response
            .on('data', (chunk: Buffer) => {
              bytes += chunk.length;
              if (bytes > MAX_BYTES) {
                sent.destroy(
                  new Error(`Cluster ${this.name} answers too much`),
                );
              }
              chunks.push(chunk);
            })
            .on('error', reject)
            .on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: parse(Buffer.concat(chunks)),
              }),
            );
        },
      );
      sent.on('error', reject).end();
    });
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
