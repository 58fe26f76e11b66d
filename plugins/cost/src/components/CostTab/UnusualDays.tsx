import {
  formatDay,
  nameOf,
  Section,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CurrencyCost,
  UnusualDay,
} from '@plumbline/backstage-plugin-cost-common';
import { signOf, sizeOf, subtractAmounts } from '../money/amounts';
import { formatChange, formatRoughly } from '../money/formatMoney';
import { groupContributors } from './groupContributors';
import styles from './CostTab.module.css';

function describeDays({ day, lastDay }: UnusualDay): string {
  return lastDay && lastDay !== day
    ? `${formatDay(day)} to ${formatDay(lastDay)}`
    : formatDay(day);
}

function describeChange(unusual: UnusualDay, currency: string): string {
  const { actual, expected, isNewLevel } = unusual;
  const change = subtractAmounts(actual, expected);
  const word = signOf(change) < 0 ? 'less' : 'more';
  return `${formatRoughly(actual, currency)}, ${formatRoughly(sizeOf(change), currency)} ${word} than the same weekdays before (about ${formatRoughly(expected, currency)})${isNewLevel ? '; it stayed there since' : ''}.`;
}

function keyOf(dimension: string, key: string): string {
  if (key === '(none)') {
    return 'not said';
  }
  return dimension === 'entity' ? nameOf(key) : key;
}

/** What is behind the first of the days; each line explains all of it in another way. */
function Contributors(props: { unusual: UnusualDay; currency: string }) {
  const { unusual, currency } = props;
  const groups = groupContributors(unusual.contributors);
  if (groups.length === 0) {
    return null;
  }
  return (
    <ul>
      {unusual.lastDay && (
        <li className={styles.note}>{`on ${formatDay(unusual.day)} alone:`}</li>
      )}
      {groups.map(([dimension, contributors]) => (
        <li key={dimension}>
          <span className={styles.note}>{`by ${dimension}`}</span>{' '}
          {contributors.map(({ key, change }, index) => (
            <span key={key}>
              {index > 0 && ', '}
              {keyOf(dimension, key)}{' '}
              <span className={styles.amount}>
                {formatChange(change, currency)}
              </span>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
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
              <strong>{describeDays(day)}</strong>{' '}
              {describeChange(day, currency)}
              <Contributors unusual={day} currency={currency} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
