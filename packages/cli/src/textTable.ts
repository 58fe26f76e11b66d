/** Rows of words in columns, the last of which is as long as it likes. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? [])
    .slice(0, -1)
    .map((_, index) => Math.max(...rows.map(row => row[index].length)));
  return rows.map(row =>
    row
      .map((word, index) => word.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
