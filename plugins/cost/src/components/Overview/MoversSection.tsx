import { Link } from '@backstage/ui';
import {
  Section,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostRow } from '@plumbline/backstage-plugin-cost-common';
import {
  compareAmounts,
  signOf,
  sizeOf,
  subtractAmounts,
} from '../money/amounts';
import { formatChange, formatRoughly, formatTrend } from '../money/formatMoney';
import styles from './Overview.module.css';

const MOST = 5;

function changeOf({ amount, previousSameDays }: CostRow): string {
  return subtractAmounts(amount, previousSameDays ?? '0');
}

/** What costs most more or less than on the same days of the month before. */
export function MoversSection({ rows }: { rows: CostRow[] }) {
  const addressOf = useTabAddress('cost');
  const movers = rows
    .filter(row => signOf(changeOf(row)) !== 0)
    // Changes of different currencies are only sorted each by itself
    .sort(
      (a, b) =>
        a.currency.localeCompare(b.currency) ||
        compareAmounts(sizeOf(changeOf(b)), sizeOf(changeOf(a))),
    );
  const currencies = [...new Set(movers.map(({ currency }) => currency))];
  if (movers.length === 0) {
    return null;
  }
  return (
    <Section title="Moved most, against the same days of the month before">
      {currencies.map(currency => (
        <ol
          key={currency}
          className={styles.movers}
          aria-label={`Moved most in ${currency}`}
        >
          {movers
            .filter(row => row.currency === currency)
            .slice(0, MOST)
            .map(row => (
              <li key={row.entityRef}>
                <Link href={addressOf(row.entityRef)}>
                  {nameOf(row.entityRef)}
                </Link>
                <strong>{formatChange(changeOf(row), currency)}</strong>
                <span className={styles.note}>
                  {row.previousSameDays === null
                    ? 'new'
                    : `${formatRoughly(row.previousSameDays, currency)} → ${formatRoughly(row.amount, currency)}${
                        formatTrend(row.amount, row.previousSameDays)
                          ? `, ${formatTrend(row.amount, row.previousSameDays)}`
                          : ''
                      }`}
                </span>
              </li>
            ))}
        </ol>
      ))}
    </Section>
  );
}
