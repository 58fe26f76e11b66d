import { formatDay, Section } from '@plumbline/backstage-plugin-kit-react';
import {
  CurrencyCost,
  UnusualDay,
} from '@plumbline/backstage-plugin-cost-common';
import { signOf, sizeOf, subtractAmounts } from '../money/amounts';
import { formatChange, formatRoughly } from '../money/formatMoney';
import styles from './CostTab.module.css';

const DIMENSIONS: Record<string, string> = {
  serviceCategory: 'kind of service',
  chargeCategory: 'kind of charge',
  accountName: 'account',
};

function describeDay(unusual: UnusualDay, currency: string): string {
  const { actual, expected, isNewLevel } = unusual;
  const change = subtractAmounts(actual, expected);
  const word = signOf(change) < 0 ? 'less' : 'more';
  return `${formatRoughly(actual, currency)}, ${formatRoughly(sizeOf(change), currency)} ${word} than its weekdays before (about ${formatRoughly(expected, currency)})${isNewLevel ? '; the days since then stayed there' : ''}.`;
}

/** Days that cost more or less than usual, with what is behind each. */
export function UnusualDays({ cost }: { cost: CurrencyCost }) {
  const { currency, unusual } = cost;
  return (
    <Section title="Unusual days">
      {unusual.length === 0 ? (
        <span className={styles.note}>
          No day of this month stands out from its weekdays before.
        </span>
      ) : (
        <ul
          className={styles.unusual}
          aria-label={`Unusual days in ${currency}`}
        >
          {unusual.map(day => (
            <li key={day.day}>
              <strong>{formatDay(day.day)}</strong> {describeDay(day, currency)}
              <ul>
                {day.contributors.map(({ dimension, key, change }) => (
                  <li key={`${dimension} ${key}`}>
                    <span className={styles.note}>
                      {DIMENSIONS[dimension] ?? dimension}
                    </span>{' '}
                    {key === '(none)' ? 'not said' : key}{' '}
                    <span className={styles.amount}>
                      {formatChange(change, currency)}
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
