import { Link } from '@backstage/ui';
import { Section, rowStyles } from '@plumbline/backstage-plugin-kit-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { useOverview } from '../../hooks/useOverview';
import { useSummary } from '../../hooks/useSummary';
import { rootRouteRef } from '../../routes';
import { addAmounts } from '../money/amounts';
import { formatRoughly } from '../money/formatMoney';
import { Money } from '../money/Money';
import { CostView } from '../words/readCostView';
import { counted } from '../words/words';
import { findUnattributed } from './findUnattributed';
import styles from './Overview.module.css';

const MOST = 5;

/** What is nobody's in the accounts that a team pays; only for those who may know. */
export function TeamUnattributed(props: {
  summary: CostSummaryAnswer;
  view: CostView;
}) {
  const { entityRef, month } = props.summary;
  // Bills are checked in their own currency
  const view = { month, metric: props.view.metric };
  const overview = useOverview(view);
  const accounts = useSummary(entityRef, { ...view, group: 'account' });
  const href = useRouteRef(rootRouteRef)?.() ?? '';
  const costs =
    overview.value && accounts.value
      ? findUnattributed(overview.value, accounts.value)
      : [];
  // It is said besides: most readers may not know, and the page is complete without it
  if (costs.length === 0) {
    return null;
  }
  const currencies = [...new Set(costs.map(({ currency }) => currency))];
  const sums = currencies.map(currency =>
    formatRoughly(
      addAmounts(
        costs
          .filter(cost => cost.currency === currency)
          .map(({ amount }) => amount),
      ),
      currency,
    ),
  );
  return (
    <Section
      title={`Not attributed in the accounts that it pays: ${sums.join(' and ')}`}
      aside={<Link href={`${href}?view=unattributed`}>All of it</Link>}
    >
      <table
        className={rowStyles.table}
        aria-label="Not attributed in its accounts"
      >
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Service</th>
            <th scope="col">Namespace</th>
            <th scope="col" className={rowStyles.number}>
              Cost
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {costs.slice(0, MOST).map((cost, index) => (
            <tr key={index}>
              <td data-label="Account">{cost.account}</td>
              <td data-label="Service">{cost.service ?? '–'}</td>
              <td data-label="Namespace" data-none={!cost.namespace}>
                {cost.namespace ?? '–'}
              </td>
              <td data-label="Cost" className={rowStyles.number}>
                <Money amount={cost.amount} currency={cost.currency} />
              </td>
              <td data-label="Why">{cost.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {costs.length > MOST && (
        <span className={styles.note}>
          {`${counted(costs.length - MOST, 'smaller one')} not listed here.`}
        </span>
      )}
    </Section>
  );
}
