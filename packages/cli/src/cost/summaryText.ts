import type { PrintedAttribution } from './attribution/attributionJson';
import { printable } from './printable';
import type { SummaryDocument } from './summaryJson';

/** Groups of one kind that are shown. */
const SHOWN = 5;
/** Characters of a key that are shown. */
const KEY_LENGTH = 120;

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** The whole part of a decimal, for sorting and nothing else. */
const size = (amount: string) => Math.abs(Number(amount));

/** The largest groups, one below the other. */
function topLines(groups: Record<string, string>): string[] {
  const entries = Object.entries(groups).sort(
    ([, one], [, other]) => size(other) - size(one),
  );
  const more = entries.length - SHOWN;
  return [
    ...entries
      .slice(0, SHOWN)
      .map(([key, amount]) => `    ${amount}  ${printable(key, KEY_LENGTH)}`),
    ...(more > 0 ? [`    … ${more} more`] : []),
  ];
}

/** Whose the cost is, as far as the rules know. */
function attributionLines(
  attribution: PrintedAttribution,
  currency?: string,
): string[] {
  const { rules, ...parts } = attribution;
  const told = Object.entries(parts).map(
    ([part, amount]) => `${part} ${amount ?? 'not stated'}`,
  );
  return [
    `  ${currency ? `${currency}: ` : ''}${told.join(', ')}`,
    ...topLines(rules),
  ];
}

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
    const named = Object.entries(groups).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    if (dimension !== 'day' && named.length > 1) {
      lines.push(`  ${metric} cost by ${dimension}:`);
      lines.push(...topLines(Object.fromEntries(named)));
    }
  }
  if (document.attribution) {
    lines.push(...attributionLines(document.attribution));
  }
  for (const [currency, attribution] of Object.entries(
    document.attributionByCurrency ?? {},
  )) {
    lines.push(...attributionLines(attribution, currency));
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
  return `${lines.map(line => printable(line)).join('\n')}\n`;
}
