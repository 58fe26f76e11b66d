import { Section, rowStyles } from '@plumbline/backstage-plugin-kit-react';
import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts } from '../money/amounts';
import { ChangeCell } from '../money/ChangeCell';
import { Money } from '../money/Money';
import { ShareBar } from '../money/ShareBar';
import { GROUPS, partName } from '../words/words';

/** What a cost is made of, the largest part first, with what each was before. */
export function PartsTable(props: { cost: CurrencyCost; group: CostGroup }) {
  const { cost, group } = props;
  const { currency } = cost;
  if (cost.parts.length === 0) {
    return null;
  }
  const parts = [...cost.parts].sort((a, b) =>
    compareAmounts(b.amount, a.amount),
  );
  return (
    <Section title="What it is made of">
      <table
        className={rowStyles.table}
        aria-label={`What it is made of in ${currency}`}
      >
        <thead>
          <tr>
            <th scope="col">
              {GROUPS[group][0].toLocaleUpperCase('en') +
                GROUPS[group].slice(1)}
            </th>
            <th scope="col" className={rowStyles.number}>
              Cost
            </th>
            <th scope="col">Share</th>
            <th scope="col" className={rowStyles.number}>
              Same days before
            </th>
            <th scope="col" className={rowStyles.number}>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ key, amount, previous }) => (
            <tr key={key}>
              <td data-label="What">{partName(group, key)}</td>
              <td data-label="Cost" className={rowStyles.number}>
                <Money amount={amount} currency={currency} />
              </td>
              <td data-label="Share">
                <ShareBar part={amount} whole={cost.amount} />
              </td>
              <td data-label="Before" className={rowStyles.number}>
                {previous === null ? (
                  '–'
                ) : (
                  <Money amount={previous} currency={currency} />
                )}
              </td>
              <td data-label="Change" className={rowStyles.number}>
                <ChangeCell
                  amount={amount}
                  previous={previous}
                  currency={currency}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
