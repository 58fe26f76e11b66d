import {
  type DataFile,
  MachineFault,
} from '@plumbline/backstage-plugin-kit-duckdb';

const MAX_LENGTH = 300;

/**
 * What DuckDB says, without the folders of this machine and without its advice
 * about settings that nobody here can change.
 *
 * @param files - the first is named in front
 */
export function explain(error: unknown, files: readonly DataFile[]): Error {
  const message = error instanceof Error ? error.message : String(error);
  const place = files.length === 1 ? files[0].title : `${files.length} files`;
  if (/^Out of Memory Error/.test(message)) {
    return new MachineFault(
      `${place}: more memory or more room for temporary files is needed than there is`,
    );
  }
  const named = files.reduce(
    (text, { path, title }) => text.replaceAll(path, title),
    message,
  );
  const reason = `${place}: ${named.split('\n')[0].slice(0, MAX_LENGTH)}`;
  return error instanceof MachineFault
    ? new MachineFault(reason)
    : new Error(reason);
}
