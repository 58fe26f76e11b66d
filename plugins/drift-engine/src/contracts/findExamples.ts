import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { quoteIdentifier, textExpression } from '../sql/expressions';
import { breachPredicate } from './breachPredicate';
import { MeasuredExample } from './judgeContract';
import { RowCheck } from './planContract';
import { SHOWN_CHARACTERS } from './shownValue';

const MAX_EXAMPLES = 5;
const MAX_KEY_CHARACTERS = 200;

/**
 * The first rows that break a rule. They are numbered where the data knows the
 * place of a row, named by the key column where the contract has one, and
 * neither where it has none: a database has no first row.
 */
export async function findExamples(options: {
  dataSet: DataSet;
  check: RowCheck;
  column: DescribedColumn;
  key: DescribedColumn | undefined;
  latest: number;
  signal?: AbortSignal;
}): Promise<MeasuredExample[]> {
  const { dataSet, check, column, key, latest, signal } = options;
  const { condition, sensitive } = check;
  const { rowPlace } = dataSet;
  const name = quoteIdentifier(column.name);
  const text = textExpression(dataSet, column);
  const selected = {
    ...(rowPlace && { row: rowPlace.row }),
    ...(rowPlace?.file && { file: rowPlace.file }),
    ...(key && {
      key: `substr(${textExpression(dataSet, key)}, 1, ${MAX_KEY_CHARACTERS})`,
    }),
    ...(!sensitive &&
      condition.kind !== 'isNull' && {
        shown: `substr(${text}, 1, ${SHOWN_CHARACTERS})`,
        length: `length(${text})`,
      }),
  };
  if (Object.keys(selected).length === 0) {
    return [];
  }
  const predicate =
    condition.kind === 'repeated'
      ? `${name} IN (SELECT ${name} FROM ${dataSet.relation} AS r WHERE ${name} IS NOT NULL GROUP BY ${name} HAVING count(*) > 1)`
      : breachPredicate({ dataSet, column, condition, latest });
  // Rows with one value side by side; else as they come, or by what names them
  const order = [
    ...(condition.kind === 'repeated' ? [name] : []),
    ...(rowPlace?.file && condition.kind === 'repeated' ? [rowPlace.file] : []),
    ...(rowPlace && condition.kind === 'repeated' ? [rowPlace.row] : []),
    ...(!rowPlace && key ? [quoteIdentifier(key.name)] : []),
  ];
  const list = Object.entries(selected).map(
    ([alias, sql]) => `${sql} AS example_${alias}`,
  );
  const result = await dataSet.runner.query(
    `SELECT ${list.join(', ')} FROM ${rowPlace?.relation ?? dataSet.relation} AS t WHERE ${predicate}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''} LIMIT ${MAX_EXAMPLES}`,
    dataSet.parameters,
    { signal },
  );
  const cell = (alias: string, index: number) =>
    result.columns[`example_${alias}`]?.[index] ?? undefined;
  return Array.from({ length: result.rowCount }, (_, index) => {
    const [row, file, keyText, shown, length] = [
      'row',
      'file',
      'key',
      'shown',
      'length',
    ].map(alias => cell(alias, index));
    return {
      ...(row !== undefined && { row: Number(row) }),
      ...(file !== undefined && { file: String(file) }),
      ...(keyText !== undefined && { key: String(keyText) }),
      ...(shown !== undefined && {
        value: { text: String(shown), length: Number(length) },
      }),
    };
  });
}
