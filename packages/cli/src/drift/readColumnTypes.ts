import {
  type ColumnType,
  parseColumnTypes,
} from '@plumbline/backstage-plugin-drift-engine';
import { readText } from '../readText';
import { usable } from '../usable';

const MAX_BYTES = 4 * 1024 * 1024;

/** The types that `--columns FILE` declares; undefined without the option. */
export async function readColumnTypes(
  file: string | undefined,
): Promise<ReadonlyMap<string, ColumnType> | undefined> {
  if (file === undefined) {
    return undefined;
  }
  const json = await readText({
    option: '--columns',
    file,
    maxBytes: MAX_BYTES,
  });
  return usable(() => parseColumnTypes(json, file));
}
