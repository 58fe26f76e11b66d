function csvCell(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') {
    return String(value ?? '');
  }
  const safe = /^\s*[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A line of comma-separated values as RFC 4180 says, with its end. A text that a
 * spreadsheet would take for a formula begins with an apostrophe, so that it is
 * text there: names come from outside.
 *
 * @public
 */
export function csvLine(
  cells: readonly (string | number | boolean | undefined)[],
): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
