import { Link } from '@backstage/ui';
import {
  RelativeTime,
  nameOf,
  rowStyles,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostChange,
  CostDifference,
} from '@plumbline/backstage-plugin-cost-common';
import { useNavigate } from 'react-router-dom';
import { monthShort } from '../words/months';
import { CAUSES, describeMonths } from './changeWords';
import { AmountCell } from './DifferenceAmounts';

function Largest({ difference }: { difference?: CostDifference }) {
  if (!difference) {
    return <>–</>;
  }
  const { entityRef, month, currency, before, after } = difference;
  return (
    <span>
      <AmountCell amount={before} currency={currency} />
      {' → '}
      <AmountCell amount={after} currency={currency} />
      <div className={rowStyles.explain}>
        {`${entityRef ? nameOf(entityRef) : 'unattributed'}, ${monthShort(month)}`}
      </div>
    </span>
  );
}

function Row({ change }: { change: CostChange }) {
  const address = useAddress();
  const navigate = useNavigate();
  const href = address.href({ change: change.id });
  return (
    // The link in the first cell does the same for the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-link
      aria-current={address.get('change') === change.id || undefined}
      onClick={event => {
        if (!(event.target as Element).closest('a, button')) {
          navigate(href);
        }
      }}
    >
      <td data-label="When">
        <Link href={href}>
          <RelativeTime value={change.at} />
        </Link>
      </td>
      <td data-label="Source">{change.title}</td>
      <td data-label="Why">{CAUSES[change.cause]}</td>
      <td data-label="Months">{describeMonths(change.months)}</td>
      <td data-label="Entities" className={rowStyles.number}>
        {change.entities.toLocaleString('en')}
      </td>
      <td data-label="Largest">
        <Largest difference={change.differences[0]} />
      </td>
    </tr>
  );
}

/** When figures became others, the newest first. */
export function ChangesTable({ changes }: { changes: CostChange[] }) {
  return (
    <table className={rowStyles.table} aria-label="Changed figures">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Source</th>
          <th scope="col">Why</th>
          <th scope="col">Months</th>
          <th scope="col" className={rowStyles.number}>
            Entities
          </th>
          <th scope="col">Largest difference</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(change => (
          <Row key={change.id} change={change} />
        ))}
      </tbody>
    </table>
  );
}
