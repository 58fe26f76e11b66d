import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Digits behind the point that sums here keep; bills of the samples have six. */
const DIGITS = 18;

function unitsOf(decimal) {
  const [, sign, whole, digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const units = BigInt(whole + digits.padEnd(DIGITS, '0'));
  return sign ? -units : units;
}

/** Sum of decimals as a decimal, to the last digit, without the code of the portal. */
export function sumOf(decimals) {
  const units = decimals.reduce((sum, one) => sum + unitsOf(one), 0n);
  const text = String(units < 0n ? -units : units).padStart(DIGITS + 1, '0');
  const digits = text.slice(-DIGITS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${text.slice(0, -DIGITS)}${digits && `.${digits}`}`;
}

function parseCsv(text) {
  const [head, ...lines] = text.trim().split('\n').map(parseLine);
  return lines.map(cells =>
    Object.fromEntries(head.map((name, index) => [name, cells[index]])),
  );
}

const parseLine = line =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** Rows of the sample bills of the cloud account of one month. */
export async function readCloudBills(data, month) {
  const folder = join(data, 'samples', 'cost', 'cloud');
  const names = (await readdir(folder)).filter(name => name.endsWith('.csv'));
  const rows = [];
  for (const name of names) {
    rows.push(...parseCsv(await readFile(join(folder, name), 'utf8')));
  }
  return rows.filter(row => row.ChargePeriodStart.startsWith(month));
}
