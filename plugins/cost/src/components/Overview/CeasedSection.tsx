import { Link } from '@backstage/ui';
import {
  Section,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { useOverview } from '../../hooks/useOverview';
import { Money } from '../money/Money';
import { currentMonth, monthName, shiftMonth } from '../words/months';
import { CostView } from '../words/readCostView';
import { findCeased } from './findCeased';
import styles from './Overview.module.css';

/** What cost something in the month before and has no row in this one: gone, renamed, or no longer tagged. */
export function CeasedSection(props: {
  overview: CostOverview;
  view: Pick<CostView, 'metric' | 'currency'>;
}) {
  const { overview, view } = props;
  const before = shiftMonth(overview.month, -1);
  const { metric, currency } = view;
  const previous = useOverview({ month: before, metric, currency });
  const addressOf = useTabAddress('cost');
  // It is said besides: where it is not known, the page is complete without it
  const ceased = previous.value
    ? findCeased(overview.items, previous.value.items)
    : [];
  if (ceased.length === 0) {
    return null;
  }
  const so = overview.month >= currentMonth() ? ' so far' : '';
  return (
    <Section
      title={`Cost something in ${monthName(before)}, nothing${so} in ${monthName(overview.month)}`}
    >
      <ul className={styles.ceased} aria-label="No longer costs anything">
        {ceased.map(row => (
          <li key={`${row.entityRef} ${row.currency}`}>
            <Link href={addressOf(row.entityRef)}>{nameOf(row.entityRef)}</Link>{' '}
            <span className={styles.note}>
              <Money amount={row.amount} currency={row.currency} />
              {` in ${monthName(before)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
