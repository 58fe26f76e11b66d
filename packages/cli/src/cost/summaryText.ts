import type { SummaryDocument } from './summaryJson';

/** Groups of one kind that are shown. */
const SHOWN = 5;

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** The whole part of a decimal, for sorting and nothing else. */
const size = (amount: string) => Math.abs(Number(amount));

/** A bill in some lines for a person. */
export function summaryText(document: SummaryDocument): string {
  const { format, metric, rows, period, totals, by } = document;
  const lines = [
    `${format}: ${count(rows.accepted, 'row')}${
      period ? ` from ${period.start} to ${period.end}` : ''
    }${rows.rejected > 0 ? `, ${rows.rejected} not readable` : ''}`,
  ];
  for (const [currency, costs] of Object.entries(totals)) {
    const parts = Object.entries(costs).map(
      ([name, amount]) => `${name} ${amount ?? 'not stated'}`,
    );
    lines.push(`  ${currency}  ${parts.join('   ')}`);
  }
  for (const [dimension, groups] of Object.entries(by ?? {})) {
    const entries = Object.entries(groups).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    if (dimension === 'day' || entries.length < 2) {
      continue;
    }
    entries.sort(([, a], [, b]) => size(b) - size(a));
    lines.push(`  ${metric} cost by ${dimension}:`);
    for (const [key, amount] of entries.slice(0, SHOWN)) {
      lines.push(`    ${amount}  ${key}`);
    }
    if (entries.length > SHOWN) {
      lines.push(`    … ${entries.length - SHOWN} more`);
    }
  }
  for (const row of document.rejected) {
    lines.push(
      `  ✖ ${row.file}${row.line ? `, line ${row.line}` : ''}${row.column ? `, column ${row.column}` : ''}: ${row.reason}`,
    );
  }
  if (rows.rejected > document.rejected.length) {
    lines.push(`  ✖ … ${rows.rejected - document.rejected.length} more`);
  }
  for (const warning of document.warnings) {
    lines.push(`  ! ${warning}`);
  }
  return `${lines.join('\n')}\n`;
}
