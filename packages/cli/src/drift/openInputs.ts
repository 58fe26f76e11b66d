import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import {
  openFiles,
  type TimeWindow,
} from '@plumbline/backstage-plugin-drift-node';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';
import { UnusableInput } from '../exitCodes';
import { CommandContext } from '../runCommand';

/** Thousands of columns of a CSV file need room, most of it never touched. */
const MEMORY_LIMIT = '1GB';
const HAS_WILDCARD = /[*?[\]{}]/;

/** Rows that somebody named. */
export interface Input {
  /** Where it was named: an option of the command, or a field of a document. */
  option: string;
  argument: string;
  /** Folder that the argument must lie in; anywhere when absent. */
  folder?: string;
  window?: TimeWindow;
  /** Whether its rows are to be found again by number. */
  hasRowPlaces?: boolean;
}

/** The folder that may be read for an argument, and the path below it. */
async function locate(
  argument: string,
): Promise<{ root: string; path: string }> {
  const full = resolve(argument);
  const facts = await stat(full).catch(() => undefined);
  if (facts?.isDirectory()) {
    return { root: full, path: '.' };
  }
  if (facts || !HAS_WILDCARD.test(argument)) {
    return { root: dirname(full), path: basename(full) };
  }
  const parts = argument.split('/');
  const first = parts.findIndex(part => HAS_WILDCARD.test(part));
  return {
    root: resolve(
      parts.slice(0, first).join('/') || (argument.startsWith('/') ? '/' : '.'),
    ),
    path: parts.slice(first).join('/'),
  };
}

/** Opens what the user named, with one DuckDB process for all. */
export async function openInputs(
  inputs: readonly Input[],
  context: CommandContext,
): Promise<DataSet[]> {
  const located = await Promise.all(
    inputs.map(async input => {
      const { option, argument, folder } = input;
      const place = folder
        ? { root: folder, path: argument }
        : await locate(argument);
      const exists = await stat(place.root).then(
        facts => facts.isDirectory(),
        () => false,
      );
      if (!exists) {
        throw new UnusableInput(
          `${option} ${argument}: ${place.root} does not exist`,
        );
      }
      return { ...input, ...place };
    }),
  );
  const runner = new DuckDbRunner({
    folders: located.map(({ root }) => root),
    memoryLimit: MEMORY_LIMIT,
  });
  context.onEnd(() => runner.close());
  const dataSets: DataSet[] = [];
  for (const input of located) {
    const { root, path, option, argument, window, hasRowPlaces } = input;
    try {
      dataSets.push(
        await openFiles({
          runner,
          root,
          paths: [path],
          window,
          ...(hasRowPlaces && { rowPlaces: {} }),
          signal: context.signal,
        }),
      );
    } catch (error) {
      context.signal.throwIfAborted();
      throw new UnusableInput(
        `${option} ${argument}: ${(error as Error).message}`,
      );
    }
  }
  return dataSets;
}
