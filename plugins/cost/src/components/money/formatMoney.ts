import { formatShare } from '@plumbline/backstage-plugin-kit-react';
import { ratioOf, signOf, sizeOf, subtractAmounts } from './amounts';

/** Between a sign and its amount: a line would end there. */
const UNBROKEN = '\u2060';
/** Above it nobody reads cents in a sentence. */
const WHOLE_FROM = 100;

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string, digits?: number): Intl.NumberFormat {
  const key = `${currency} ${digits}`;
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const formatter = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    ...(digits !== undefined && {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
  });
  formatters.set(key, formatter);
  return formatter;
}

/** Intl takes the decimal itself, so nothing is lost on the way through a number. */
function write(size: string, formatter: Intl.NumberFormat): string {
  return formatter.format(size as `${number}`);
}

function smallestOf(formatter: Intl.NumberFormat): string {
  const { maximumFractionDigits = 2 } = formatter.resolvedOptions();
  return maximumFractionDigits === 0
    ? '1'
    : `0.${'1'.padStart(maximumFractionDigits, '0')}`;
}

function formatSize(size: string, formatter: Intl.NumberFormat): string {
  const smallest = smallestOf(formatter);
  // What is not nothing is never shown as nothing
  return signOf(size) > 0 && signOf(subtractAmounts(size, smallest)) < 0
    ? `<${write(smallest, formatter)}`
    : write(size, formatter);
}

/** An amount with the digits of its currency: `€412.30`, `−€0.05`, `<€0.01`. */
export function formatMoney(amount: string, currency: string): string {
  const text = formatSize(sizeOf(amount), formatterOf(currency));
  return signOf(amount) < 0 ? `−${text}` : text;
}

/** An amount for a sentence or an axis: without cents from a hundred on. */
export function formatRoughly(amount: string, currency: string): string {
  const isLarge = signOf(subtractAmounts(sizeOf(amount), `${WHOLE_FROM}`)) >= 0;
  const text = formatSize(
    sizeOf(amount),
    formatterOf(currency, isLarge ? 0 : undefined),
  );
  return signOf(amount) < 0 ? `−${text}` : text;
}

/** A change for a sentence: `+€48`, `−€3.20`. */
export function formatChange(change: string, currency: string): string {
  const text = formatRoughly(change, currency);
  const unbroken = text.replace(/^−/, `−${UNBROKEN}`);
  return signOf(change) > 0 ? `+${UNBROKEN}${unbroken}` : unbroken;
}

/** What an amount is exactly, for who points at it: `412.3040000001 EUR`. */
export function exactly(amount: string, currency: string): string {
  return `${amount} ${currency}`.replace(/^-/, '−');
}

/** How much more or less than before: `−8 %`; undefined where there is nothing to compare with. */
export function formatTrend(
  amount: string,
  before: string,
): string | undefined {
  const ratio = ratioOf(subtractAmounts(amount, before), before);
  if (ratio === undefined) {
    return undefined;
  }
  const share = formatShare(Math.abs(ratio));
  return `${(ratio > 0 && '+') || (ratio < 0 && '−') || '±'}${share}`;
}
