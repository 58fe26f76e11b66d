import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A series as tests write it; a value is a number, or one for each time. */
export interface RecordedSeries {
  name: string;
  labels: Record<string, string>;
  value: number | ((timeMs: number) => number | undefined);
  fromMs?: number;
  toMs?: number;
}

/** Whether this machine has what Debian's package `prometheus` has. */
export function hasPrometheus(): boolean {
  return ['prometheus', 'promtool'].every(
    program => spawnSync(program, ['--version']).status === 0,
  );
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Writes series as OpenMetrics; those of one name stand together. */
async function writeSeries(options: {
  file: string;
  series: readonly RecordedSeries[];
  fromMs: number;
  toMs: number;
  stepMs: number;
}): Promise<void> {
  const { file, series, stepMs } = options;
  const stream = createWriteStream(file);
  const ordered = [...series].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, labels, value, ...own } of ordered) {
    const words = Object.entries(labels)
      .map(([key, text]) => `${key}=${JSON.stringify(text)}`)
      .join();
    const fromMs = own.fromMs ?? options.fromMs;
    const toMs = own.toMs ?? options.toMs;
    const lines: string[] = [];
    for (let timeMs = fromMs; timeMs <= toMs; timeMs += stepMs) {
      const sample = typeof value === 'number' ? value : value(timeMs);
      if (sample !== undefined) {
        lines.push(`${name}{${words}} ${sample} ${timeMs / 1000}\n`);
      }
    }
    if (!stream.write(lines.join(''))) {
      await once(stream, 'drain');
    }
  }
  stream.end('# EOF\n');
  await once(stream, 'close');
}

/** A real Prometheus on loopback that has recorded some series. */
export async function startRecordedPrometheus(options: {
  series: readonly RecordedSeries[];
  fromMs: number;
  toMs: number;
  stepMs: number;
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recorded-prometheus-'));
  const file = join(folder, 'series.txt');
  const data = join(folder, 'data');
  const config = join(folder, 'prometheus.yml');
  await writeSeries({ ...options, file });
  await writeFile(config, 'global: {}\n');
  const loading = spawnSync(
    'promtool',
    [
      'tsdb',
      'create-blocks-from',
      '--max-block-duration=1000h',
      'openmetrics',
      file,
      data,
    ],
    { encoding: 'utf8' },
  );
  if (loading.status !== 0) {
    throw new Error(`promtool: ${loading.stderr}`);
  }
  const port = await findFreePort();
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const exited = once(server, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (server.exitCode !== null) {
      throw new Error(`prometheus ended with ${server.exitCode}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      server.kill();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
