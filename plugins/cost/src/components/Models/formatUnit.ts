import { signOf, sizeOf, subtractAmounts } from '../money/amounts';
import { formatMoney } from '../money/formatMoney';

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string): Intl.NumberFormat {
  const known = formatters.get(currency);
  if (known) {
    return known;
  }
  const formatter = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumSignificantDigits: 2,
    maximumSignificantDigits: 2,
  });
  formatters.set(currency, formatter);
  return formatter;
}

/** What one of something costs: below one by its first digits, since cents would hide it: `€0.0042`. */
export function formatUnit(amount: string, currency: string): string {
  const size = sizeOf(amount);
  if (signOf(size) === 0 || signOf(subtractAmounts(size, '1')) >= 0) {
    return formatMoney(amount, currency);
  }
  const text = formatterOf(currency).format(size as `${number}`);
  return signOf(amount) < 0 ? `−${text}` : text;
}
