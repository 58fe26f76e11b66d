import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Scan } from '@plumbline/backstage-plugin-scans-common';

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };

/** A scan as the portal tells it after it was worked off. */
export function makeScan(more: Partial<Scan> = {}): Scan {
  return {
    id: 'scan-1',
    entityRef: 'component:default/checkout',
    tool: 'grype',
    toolVersion: '0.100.0',
    format: 'grype-json',
    outcome: 'complete',
    status: 'done',
    receivedAt: '2026-03-01T10:00:00.000Z',
    scannedAt: '2026-03-01T10:00:00.000Z',
    uploadedBy: 'service:external:ci',
    isPartial: false,
    counts: {
      raw: 1,
      findings: 1,
      suppressed: 0,
      ignored: 0,
      bySeverity: { ...NONE, high: 1 },
      byKind: {
        vulnerability: 1,
        secret: 0,
        misconfiguration: 0,
        code: 0,
        license: 0,
        policy: 0,
        runtime: 0,
      },
    },
    changes: {
      new: 1,
      unchanged: 2,
      fixed: 3,
      reopened: 4,
      notObserved: 0,
      opened: { ...NONE, high: 1 },
    },
    gaps: [],
    warnings: [],
    ...more,
  };
}

/** What a fake portal was sent. */
export interface FakeUpload {
  query: Record<string, string>;
  /** Of the query, where it is given more than once. */
  lookedFor: string[];
  token: string | undefined;
  report: string;
}

/**
 * Answers as the scans of a portal do, on loopback; no portal runs. Each answer
 * of `script` is given once, the last again and again.
 */
export async function startFakePortal(
  script: readonly { status: number; body: unknown; headers?: object }[],
) {
  const uploads: FakeUpload[] = [];
  const answers = [...script];
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const url = new URL(request.url!, 'http://portal.test');
    paths.push(`${request.method} ${url.pathname}`);
    if (request.method === 'POST') {
      uploads.push({
        query: Object.fromEntries(url.searchParams),
        lookedFor: url.searchParams.getAll('lookedFor'),
        token: request.headers.authorization,
        report: gunzipSync(Buffer.concat(chunks)).toString('utf8'),
      });
    }
    const { status, body, headers } =
      answers.length > 1 ? answers.shift()! : answers[0];
    response.writeHead(status, { ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    uploads,
    paths,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What {@link startFakePortal} returns. */
export type FakePortal = Awaited<ReturnType<typeof startFakePortal>>;
