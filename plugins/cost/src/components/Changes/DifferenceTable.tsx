import { Link } from '@backstage/ui';
import {
  nameOf,
  rowStyles,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostDifference,
  CostMetricName,
} from '@plumbline/backstage-plugin-cost-common';
import { monthShort } from '../words/months';
import { AmountCell, DifferenceCell } from './DifferenceAmounts';

const AMOUNTS = ['Before', 'After', 'Change'];

/** What each entity cost in each month before and after, the largest difference first. */
export function DifferenceTable(props: {
  differences: CostDifference[];
  metric?: CostMetricName;
}) {
  const { differences, metric } = props;
  const addressOf = useTabAddress('cost');
  return (
    <table className={rowStyles.table} aria-label="Before and after">
      <thead>
        <tr>
          <th scope="col">Entity</th>
          <th scope="col">Month</th>
          {AMOUNTS.map(title => (
            <th key={title} scope="col" className={rowStyles.number}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(difference => {
          const { entityRef, month, currency, before, after } = difference;
          return (
            <tr key={`${entityRef} ${month} ${currency}`}>
              <td data-label="Entity">
                {entityRef ? (
                  <Link
                    href={addressOf(entityRef, {
                      month,
                      ...(metric && { metric }),
                    })}
                  >
                    {nameOf(entityRef)}
                  </Link>
                ) : (
                  'unattributed'
                )}
              </td>
              <td data-label="Month">{monthShort(month)}</td>
              <td data-label="Before" className={rowStyles.number}>
                <AmountCell amount={before} currency={currency} />
              </td>
              <td data-label="After" className={rowStyles.number}>
                <AmountCell amount={after} currency={currency} />
              </td>
              <td data-label="Change" className={rowStyles.number}>
                <DifferenceCell difference={difference} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
