import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { SourceError } from '../sources/SourceError';

/** Where objects are, as the operator configured it. @public */
export interface ObjectStoreSettings {
  /** Address of an S3-compatible server; AWS when absent. */
  endpoint?: string;
  bucket: string;
  region?: string;
  /** Absent: whatever the machine provides (environment, role of the pod). */
  accessKeyId?: string;
  secretAccessKey?: string;
  /** Bucket in the path instead of the host name: MinIO and its like. Default: true with an `endpoint`. */
  forcePathStyle?: boolean;
}

/** One object as the server lists it. @public */
export interface StoredObject {
  key: string;
  etag: string;
  bytes: number;
}

/** Reads one bucket. @public */
export interface ObjectStore {
  /** Tells this store's objects from another's; holds no credential. */
  readonly identity: string;
  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** The bytes of exactly the listed version; fails when it was replaced since. */
  read(object: StoredObject, signal?: AbortSignal): Promise<Readable>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Without a byte for this long the server counts as gone. */
const IDLE_TIMEOUT_MS = 60_000;

/** Opens an S3-compatible bucket; nothing is asked of the server yet. @public */
export function createObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const { bucket, endpoint } = settings;
  const region = settings.region ?? 'us-east-1';
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: settings.forcePathStyle ?? endpoint !== undefined,
    credentials:
      settings.accessKeyId !== undefined
        ? {
            accessKeyId: settings.accessKeyId,
            secretAccessKey: settings.secretAccessKey ?? '',
          }
        : undefined,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: IDLE_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
    },
    // Servers that are not AWS may not send checksums of their own
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const explain = (doing: string, error: unknown) =>
    new SourceError(`${doing} the bucket "${bucket}": ${nameFault(error)}`);

  return {
    identity: `${endpoint ?? `aws:${region}`}/${bucket}`,
    async *list(prefix, signal) {
      let token: string | undefined;
      do {
        const page = await client
          .send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: prefix,
              ContinuationToken: token,
            }),
            { abortSignal: signal },
          )
          .catch(error => {
            signal?.throwIfAborted();
            throw explain('Cannot list', error);
          });
        for (const { Key, ETag, Size } of page.Contents ?? []) {
          // A key with a slash at its end stands for a folder and has no rows
          if (Key !== undefined && ETag !== undefined && !Key.endsWith('/')) {
            yield { key: Key, etag: ETag, bytes: Size ?? 0 };
          }
        }
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
    },
    async read({ key, etag }, signal) {
      const answer = await client
        .send(
          new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }),
          { abortSignal: signal },
        )
        .catch(error => {
          signal?.throwIfAborted();
          throw explain(`Cannot read ${JSON.stringify(key)} from`, error);
        });
      if (!(answer.Body instanceof Readable)) {
        throw explain(`Cannot read ${JSON.stringify(key)} from`, undefined);
      }
      return answer.Body;
    },
    close: () => client.destroy(),
  };
}

/** The kind of the fault and nothing else: the text of a server may repeat what it was sent. */
function nameFault(error: unknown): string {
  const { name, code, $metadata } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: unknown };
  };
  const word = [code, name === 'Error' ? undefined : name].find(
    candidate => typeof candidate === 'string' && /^\w{1,60}$/.test(candidate),
  );
  const status = $metadata?.httpStatusCode;
  return `${word ?? 'no answer'}${
    typeof status === 'number' ? ` (status ${status})` : ''
  }`;
}
