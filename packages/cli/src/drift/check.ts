import { dirname, resolve } from 'node:path';
import {
  checkContract,
  type ColumnType,
  compareDataSets,
  findPolicy,
  type MonitorDocument,
  parseDurationMs,
  parseMonitorDocument,
  resolveWindows,
  type TimeSpan,
} from '@plumbline/backstage-plugin-drift-engine';
import { EXIT, UnusableInput } from '../exitCodes';
import { createProgress } from '../progress';
import { readText } from '../readText';
import { CommandContext } from '../runCommand';
import { usable } from '../usable';
import { comparisonJson } from './comparisonJson';
import { comparisonText } from './comparisonText';
import { contractText } from './contractText';
import { newestTime } from './newestTime';
import { Input, openInputs } from './openInputs';

/** Options of `drift check`. */
export interface CheckArguments {
  at?: string;
  json?: boolean;
}

const MAX_DOCUMENT_BYTES = 256 * 1024;

/** Files that a part of the document names; the command reads nothing else. */
function filesOf(
  part: 'baseline' | 'window',
  place: { file?: string; files?: string },
  document: string,
): { option: string; argument: string } {
  const argument = place.file ?? place.files;
  if (argument === undefined) {
    throw new UnusableInput(
      `${document}: spec.${part} names no file or files; only the portal reads other sources`,
    );
  }
  const field = place.file === undefined ? 'files' : 'file';
  return { option: `${document}: spec.${part}.${field}`, argument };
}

/** The window that holds a time. */
function windowAt(length: string, time: number): TimeSpan {
  const [window] = resolveWindows({
    length,
    until: new Date(time + parseDurationMs(length)!).toISOString(),
    count: 1,
  });
  return window;
}

/** The window to judge: the one that holds `--at`, else the newest row. */
async function findWindow(options: {
  input: Input;
  column: string;
  length: string;
  at: string | undefined;
  context: CommandContext;
}): Promise<TimeSpan> {
  const { input, column, length, at, context } = options;
  if (at !== undefined) {
    const time = Date.parse(at);
    if (Number.isNaN(time)) {
      throw new UnusableInput(
        `--at ${at}: is no date, such as 2026-05-31 or 2026-05-31T14:00:00Z`,
      );
    }
    return windowAt(length, time);
  }
  const [all] = await openInputs([input], context);
  const newest = await newestTime(all, column).catch(error => {
    context.signal.throwIfAborted();
    throw new UnusableInput(`${input.option}: ${(error as Error).message}`);
  });
  return windowAt(length, newest);
}

function typesOf(columns: MonitorDocument['spec']['columns']) {
  if (!columns) {
    return {};
  }
  const types = new Map<string, ColumnType>();
  const weights = new Map<string, number>();
  for (const [name, column] of Object.entries(columns)) {
    types.set(name, typeof column === 'string' ? column : column.type);
    weights.set(name, typeof column === 'string' ? 1 : column.weight);
  }
  return { types, weights };
}

/** `plumbline drift check`. */
export async function check(
  file: string,
  options: CheckArguments,
  context: CommandContext,
): Promise<number> {
  const text = await readText({
    option: '',
    file,
    maxBytes: MAX_DOCUMENT_BYTES,
  });
  const { metadata, spec } = usable(() => parseMonitorDocument(text, file));
  const { name: policyName, ...settings } = spec.policy;
  const policy = usable(() => findPolicy(policyName));
  const folder = resolve(dirname(file));
  const rows: Input = { ...filesOf('window', spec.window, file), folder };
  const { timeColumn } = spec.window;
  if (!timeColumn && (options.at !== undefined || spec.baseline.window)) {
    throw new UnusableInput(
      `${file}: spec.window.timeColumn is needed to cut windows by time`,
    );
  }
  const baseline: Input = spec.baseline.window
    ? { ...rows, window: { column: timeColumn!, ...spec.baseline.window } }
    : { ...filesOf('baseline', spec.baseline, file), folder };
  const window = timeColumn
    ? await findWindow({
        input: rows,
        column: timeColumn,
        length: spec.window.length,
        at: options.at,
        context,
      })
    : undefined;
  const [reference, current] = await openInputs(
    [
      baseline,
      {
        ...rows,
        window: window && { column: timeColumn!, ...window },
        hasRowPlaces: spec.contract !== undefined,
      },
    ],
    context,
  );
  const contract =
    spec.contract &&
    (await checkContract({
      contract: spec.contract,
      dataSet: current,
      windowEnd: window?.end,
      now: new Date().toISOString(),
      signal: context.signal,
    }));
  const progress = createProgress('Comparing columns');
  const comparison = await compareDataSets({
    reference,
    current,
    ...typesOf(spec.columns),
    policy,
    settings,
    tests: spec.tests,
    onProgress: progress.report,
    signal: context.signal,
  }).catch(error => {
    context.signal.throwIfAborted();
    throw new UnusableInput(`${file}: ${(error as Error).message}`);
  });
  progress.end();
  const monitor = { name: metadata.name, entity: spec.entity };
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ monitor, ...(window ? { window } : {}), ...comparisonJson(comparison), ...(contract ? { contract } : {}) }, undefined, 2)}\n`
      : [
          `${monitor.name} (${monitor.entity})${window ? `, ${window.start} to ${window.end}` : ''}\n`,
          ...(contract ? [contractText(contract)] : []),
          comparisonText(comparison),
        ].join(''),
  );
  return comparison.dataset.status === 'critical' ||
    contract?.status === 'broken'
    ? EXIT.failed
    : EXIT.done;
}
