import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  Scan,
  ScanFindingKind,
  findingKindSchema,
  uploadQuerySchema,
} from '@plumbline/backstage-plugin-scans-common';
import {
  DEFAULT_LIMITS,
  Severity,
} from '@plumbline/backstage-plugin-scans-formats';
import { EXIT, ServerRefused, UnusableInput } from '../exitCodes';
import type { CommandContext } from '../runCommand';
import { connectPortal } from '../portal/connectPortal';
import { readBytes } from '../readBytes';
import { HttpScansApi, SCANS_PLUGIN } from './HttpScansApi';
import { awaitScan } from './awaitScan';
import { judgeUpload } from './judgeUpload';
import { readReportBytes } from './readReport';
import { scanText, verdictText } from './uploadText';

const pack = promisify(gzip);
const QUIET_MS = 1_000;

/** Options of `scans upload`. */
export interface UploadArguments {
  entity: string;
  target?: string;
  branch?: string;
  url?: string;
  commit?: string;
  scannedAt?: string;
  format?: string;
  partial?: boolean;
  /** Kinds of findings with commas between. */
  lookedFor?: string;
  server?: string;
  oidc?: boolean;
  failOn?: Severity;
  /** Seconds. */
  wait: string;
  json?: boolean;
}

/** A file that was read and may be sent. */
interface Readable {
  file: string;
  packed: Buffer;
  scannedAt: string;
}

interface Uploaded {
  file: string;
  repeated: boolean;
  scan: Scan;
}

/** The kinds that `--looked-for` names. */
function readLookedFor(text: string): ScanFindingKind[] {
  const kinds = findingKindSchema.options;
  return text.split(',').map(part => {
    const word = part.trim();
    const kind = kinds.find(one => one === word);
    if (!kind) {
      throw new UnusableInput(
        `--looked-for: '${word}' is none of ${kinds.join(', ')}`,
      );
    }
    return kind;
  });
}

function readQuery(
  options: UploadArguments,
): { entity: string } & Record<string, string | string[]> {
  const { entity, target, branch, url, commit, scannedAt, format, partial } =
    options;
  const query = {
    entity,
    target,
    branch,
    url,
    commit,
    scannedAt,
    format,
    partial: partial ? 'true' : undefined,
    lookedFor:
      options.lookedFor === undefined
        ? undefined
        : readLookedFor(options.lookedFor),
  };
  const { error } = uploadQuerySchema.safeParse(query);
  if (error) {
    const [{ path, message }] = error.issues;
    throw new UnusableInput(
      `--${path.join('.').replace('scannedAt', 'scanned-at')}: ${message}`,
    );
  }
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as ReturnType<typeof readQuery>;
}

function readWaitMs(wait: string): number {
  const seconds = Number(wait);
  if (!(seconds >= 1 && seconds <= 3600)) {
    throw new UnusableInput(`--wait ${wait}: must be 1 to 3600 seconds`);
  }
  return seconds * 1000;
}

async function readFile(file: string, format?: string): Promise<Readable> {
  // Before its bytes: a file that is written meanwhile is not newer than them
  const { mtime } = await stat(file).catch(() => ({ mtime: new Date() }));
  const bytes = await readBytes({ file, maxBytes: DEFAULT_LIMITS.maxBytes });
  await readReportBytes({ file, bytes, format });
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return {
    file,
    packed: isPacked ? bytes : await pack(bytes),
    scannedAt: mtime.toISOString(),
  };
}

/** Says on stderr what is waited for, when it takes longer than a second. */
function createSay(): (text: string) => void {
  const start = Date.now();
  let last = '';
  return text => {
    if (Date.now() - start >= QUIET_MS && text !== last) {
      last = text;
      process.stderr.write(`${text}\n`);
    }
  };
}

/** Names the file in what the portal refuses. */
async function of<T>(file: string, deed: Promise<T>): Promise<T> {
  return deed.catch(error => {
    throw error instanceof ServerRefused
      ? new ServerRefused(`${file}: ${error.message}`)
      : error;
  });
}

/** `plumbline scans upload`. */
export async function upload(
  files: string[],
  options: UploadArguments,
  { signal }: CommandContext,
): Promise<number> {
  const query = readQuery(options);
  const waitMs = readWaitMs(options.wait);
  const portal = connectPortal({
    server: options.server,
    plugin: SCANS_PLUGIN,
    may: 'upload',
  });
  const api = new HttpScansApi({ portal, isFromCi: options.oidc });
  // Nothing is sent unless everything can be read
  const readable: Readable[] = [];
  for (const file of files) {
    readable.push(await readFile(file, options.format));
  }

  const say = createSay();
  const taken: Uploaded[] = [];
  for (const { file, packed, scannedAt } of readable) {
    say(`Sending ${file} to ${portal.name}`);
    const receipt = await of(
      file,
      api.upload({ query: { scannedAt, ...query }, packed, signal }),
    );
    taken.push({ file, ...receipt });
  }
  const deadline = Date.now() + waitMs;
  const done: Uploaded[] = [];
  for (const { file, repeated, scan } of taken) {
    const ended = await of(
      file,
      awaitScan({
        scan,
        getScan: id => {
          say(`Waiting for ${file} (${done.length} of ${taken.length} done)`);
          return api.getScan(id, signal);
        },
        deadline,
        signal,
      }),
    );
    done.push({ file, repeated, scan: ended });
  }

  const verdict =
    options.failOn &&
    judgeUpload(
      done.map(({ scan }) => scan),
      options.failOn,
    );
  process.stdout.write(
    options.json
      ? `${JSON.stringify(
          { entity: query.entity, uploads: done, gate: verdict ?? null },
          null,
          2,
        )}\n`
      : done.map(scanText).join('') + (verdict ? verdictText(verdict) : ''),
  );
  if (done.some(({ scan }) => scan.status === 'failed')) {
    return EXIT.refused;
  }
  return verdict && !verdict.passed ? EXIT.failed : EXIT.done;
}
