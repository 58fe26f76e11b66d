import { TableReading } from '../columns/TableFormat';
import { KEYS_TABLE } from './addUpRows';
import { ROWS_TABLE, selectTexts, SUBJECT_HASH, TEXT_FIELDS } from './loadRows';

/** Table of the texts of subjects by their numbers. @public */
export const SUBJECTS_TABLE = 'cost_subjects';

/** Creates the empty {@link SUBJECTS_TABLE}. @public */
export function createSubjects(): string {
  return `CREATE TEMP TABLE ${SUBJECTS_TABLE} (number INTEGER, ${TEXT_FIELDS.map(field => `${field} VARCHAR`).join(', ')})`;
}

/** In which files subjects are named first: `file`, and `rows` of it until the last of them. @public */
export function findSubjectRows(): string {
  return `SELECT file, CAST(max(first_row) - any_value(start) + 1 AS BIGINT) AS rows FROM ${KEYS_TABLE}
    JOIN (SELECT file, min(rowid) AS start, max(rowid) AS stop FROM ${ROWS_TABLE} GROUP BY file) ON first_row BETWEEN start AND stop
    GROUP BY file ORDER BY file`;
}

/**
 * Reads the texts of the subjects that one file is the first to name. The file
 * is read for the second time, as far as to the last of them: that costs less
 * than keeping the texts of every row. A row that is not the one that was there
 * at first is left out.
 *
 * @param options - `relation`: SQL that can stand after FROM and gives the same
 *   rows as at first, in the same order; `file`: number of the file; `rows`: how
 *   many of them are read
 * @public
 */
export function loadSubjects(options: {
  reading: Pick<TableReading, 'fields'>;
  relation: string;
  file: number;
  rows: number;
}): string {
  const { reading, relation, file, rows } = options;
  const ofFile = `(SELECT min(rowid) AS start, max(rowid) AS stop FROM ${ROWS_TABLE} WHERE file = ${file})`;
  return `INSERT INTO ${SUBJECTS_TABLE} SELECT keys.number, ${TEXT_FIELDS.map(field => `texts.${field}`).join(', ')}
    FROM (SELECT row_number() OVER () - 1 AS place, * FROM (SELECT ${selectTexts(reading)} FROM ${relation} LIMIT ${rows})) AS texts
    JOIN (SELECT number, subject_hash, first_row - start AS place FROM ${KEYS_TABLE}, ${ofFile} WHERE first_row BETWEEN start AND stop) AS keys
    ON keys.place = texts.place
    -- Not as a condition of equality: it would be computed for every row
    WHERE xor(keys.subject_hash, ${SUBJECT_HASH}) = 0`;
}

/** How many subjects have no text: none, unless a file was changed while it was read. @public */
export function countLostSubjects(): string {
  return `SELECT (SELECT count(*) FROM ${KEYS_TABLE}) AS subjects, (SELECT count(*) FROM ${SUBJECTS_TABLE}) AS loaded`;
}
