/**
 * DuckDB in a process of its own, and the files that it reads.
 *
 * @packageDocumentation
 */
export { detectFormat, type FileFormat } from './detectFormat';
export {
  DuckDbRunner,
  type DuckDbColumn,
  type DuckDbOptions,
  type DuckDbParameter,
  type DuckDbResult,
} from './DuckDbRunner';
export { listFiles, type DataFile } from './listFiles';
export { MachineFault } from './MachineFault';
export { type CsvLayout, readCsvLayout } from './readCsvLayout';
