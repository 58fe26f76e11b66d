/** How a CSV file is laid out. @public */
export interface CsvLayout {
  delimiter: ',' | ';' | '\t' | '|';
  columns: string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const MAX_COLUMNS = 20_000;

/** Fields of the first line; undefined when it does not end in the text. */
function splitHeader(head: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let index = 0; index < head.length; index += 1) {
    const character = head[index];
    if (isQuoted) {
      if (character !== '"') {
        field += character;
      } else if (head[index + 1] === '"') {
        field += '"';
        index += 1;
      } else {
        isQuoted = false;
      }
    } else if (character === '"' && field === '') {
      isQuoted = true;
    } else if (character === delimiter) {
      fields.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') {
      break;
    } else {
      field += character;
    }
  }
  return [...fields, field];
}

/**
 * Delimiter and column names of a CSV file. A column without a name, such as an
 * index that was written along, is called `column_N`. Throws an Error that
 * names the file when two columns have one name.
 *
 * @public
 */
export function readCsvLayout(head: string, title: string): CsvLayout {
  const text = head.replace(/^\uFEFF/, '');
  const candidates = DELIMITERS.map(delimiter => ({
    delimiter,
    columns: splitHeader(text, delimiter),
  }));
  const layout = candidates.reduce((best, candidate) =>
    candidate.columns.length > best.columns.length ? candidate : best,
  );
  if (layout.columns.length > MAX_COLUMNS) {
    throw new Error(
      `${title} has ${layout.columns.length} columns; at most ${MAX_COLUMNS.toLocaleString('en')} are read`,
    );
  }
  const columns = layout.columns.map((name, index) => {
    const trimmed = name.trim();
    return trimmed === '' ? `column_${index + 1}` : trimmed;
  });
  const seen = new Set<string>();
  for (const name of columns) {
    // DuckDB holds names apart only by more than their case
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw new Error(`${title}, line 1: two columns are called '${name}'`);
    }
    seen.add(key);
  }
  return { delimiter: layout.delimiter, columns };
}
