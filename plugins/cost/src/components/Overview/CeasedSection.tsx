import { Link } from '@backstage/ui';
import {
  Section,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { Money } from '../money/Money';
import { currentMonth, monthName, shiftMonth } from '../words/months';
import { findCeased } from './findCeased';
import styles from './Overview.module.css';

/** What cost something in the month before and nothing in this one: gone, renamed, or no longer tagged. */
export function CeasedSection({ overview }: { overview: CostOverview }) {
  const { items, month } = overview;
  const addressOf = useTabAddress('cost');
  const ceased = findCeased(items);
  if (ceased.length === 0) {
    return null;
  }
  const before = monthName(shiftMonth(month, -1));
  const so = month >= currentMonth() ? ' so far' : '';
  return (
    <Section
      title={`Cost something in ${before}, nothing${so} in ${monthName(month)}`}
    >
      <ul className={styles.ceased} aria-label="No longer costs anything">
        {ceased.map(({ entityRef, currency, previousSameDays }) => (
          <li key={`${entityRef} ${currency}`}>
            <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>{' '}
            <span className={styles.note}>
              <Money amount={previousSameDays} currency={currency} />
              {` on the same days of ${before}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
