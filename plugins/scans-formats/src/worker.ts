/*
 * Reads reports in a thread of its own: a large one neither holds the event
 * loop of the backend up nor takes its memory.
 */
import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { parseReport } from './parseReport';
import { Finding } from './report/Finding';
import { ReportRefused } from './report/ReportRefused';
import { ParseAnswer, ParseRequest } from './workerMessages';

/** Findings that are packed together: small enough to be unpacked between two requests. */
const CHUNK = 500;
const HASH_DIGITS = 32;

/** Equal for findings that say the same. */
function contentHash(finding: Finding): string {
  return hash('sha256', JSON.stringify(finding)).slice(0, HASH_DIGITS);
}

function parse({
  bytes,
  format,
  limits,
  lookedFor,
  secretKey,
}: ParseRequest): ParseAnswer {
  try {
    const { findings, ...head } = parseReport(bytes, {
      format,
      limits,
      lookedFor,
      secretKey,
    });
    const chunks: Uint8Array[] = [];
    for (let start = 0; start < findings.length; start += CHUNK) {
      const part = findings
        .slice(start, start + CHUNK)
        .map(finding => ({ finding, contentHash: contentHash(finding) }));
      // A copy: small buffers share memory that cannot be given away
      chunks.push(new Uint8Array(gzipSync(JSON.stringify(part), { level: 1 })));
    }
    return { head, chunks, digest: hash('sha256', bytes) };
  } catch (error) {
    if (error instanceof ReportRefused) {
      return { refused: error.message };
    }
    throw error;
  }
}

parentPort?.on('message', (request: ParseRequest) => {
  const answer = parse(request);
  parentPort!.postMessage(
    answer,
    'chunks' in answer
      ? answer.chunks.map(({ buffer }) => buffer as ArrayBuffer)
      : [],
  );
});
