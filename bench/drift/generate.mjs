import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../plugins/kit-duckdb/package.json', import.meta.url),
);
const { DuckDBInstance } = require('@duckdb/node-api');

const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';

/** Columns of the numeric data set: a bell, heavy tails, flat, whole numbers with ties, skewed with nulls. */
const NUMERIC = {
  bell: NORMAL,
  heavy: `exp(${NORMAL})`,
  flat: '1000 * random()',
  whole: 'floor(40 * random() * random())',
  skewed: 'CASE WHEN random() < 0.02 THEN NULL ELSE -ln(1 - random()) END',
};

/** 35 numeric columns and 15 of 2 to 500 categories. */
const MIXED = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => {
    const shapes = Object.values(NUMERIC);
    const kinds = [2, 5, 20, 100, 500][index % 5];
    return index < 35
      ? [`n${index}`, shapes[index % shapes.length]]
      : [
          `c${index}`,
          `'kind ' || CAST(floor(${kinds} * random() * random()) AS INTEGER)`,
        ];
  }),
);

/** The data sets that are measured. */
export const SHAPES = {
  numeric: {
    columns: NUMERIC,
    types: Object.fromEntries(Object.keys(NUMERIC).map(n => [n, 'numeric'])),
  },
  mixed: {
    columns: MIXED,
    types: Object.fromEntries(
      Object.keys(MIXED).map(n => [
        n,
        n[0] === 'n' ? 'numeric' : 'categorical',
      ]),
    ),
  },
};

/**
 * Writes rows of a shape as a Parquet file. The current rows are the reference
 * shifted by a hundredth: not equal, and not far apart, which is the dear case.
 *
 * @param {{ shape: keyof typeof SHAPES, rows: number, file: string, isCurrent: boolean }} options
 */
export async function generate({ shape, rows, file, isCurrent }) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const { columns, types } = SHAPES[shape];
  const list = Object.entries(columns).map(([name, sql]) =>
    isCurrent && types[name] === 'numeric' && !sql.startsWith('floor')
      ? `1.01 * (${sql}) AS "${name}"`
      : `${sql} AS "${name}"`,
  );
  await connection.run(`SELECT setseed(${isCurrent ? 0.2 : 0.1})`);
  await connection.run(
    `COPY (SELECT ${list.join(', ')} FROM range(${rows})) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}
