import { Link } from '@backstage/ui';
import {
  nameOf,
  rowStyles,
  useAddress,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { useNavigate } from 'react-router-dom';
import { ADVICE_KINDS, placeOf } from './adviceWords';
import { ChangeText } from './ChangeText';
import { SavingCell } from './SavingCell';
import styles from './Savings.module.css';

function WhereCell(props: { advice: CostAdvice; showsEntity: boolean }) {
  const { advice, showsEntity } = props;
  const addressOf = useTabAddress('cost');
  const { entityRef, container } = advice;
  const place = [placeOf(advice), container].filter(Boolean).join(' · ');
  if (!showsEntity) {
    return <>{place}</>;
  }
  return (
    <span>
      {entityRef ? (
        <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>
      ) : (
        'no entity'
      )}
      <div className={rowStyles.explain}>{place}</div>
    </span>
  );
}

function Row(props: { advice: CostAdvice; showsEntity: boolean }) {
  const { advice, showsEntity } = props;
  const { kind, state, saving, evidence, reason } = advice;
  const address = useAddress();
  const navigate = useNavigate();
  const href = address.href({ advice: advice.id });
  const isWithheld = state === 'withheld';
  return (
    // The link in the first cell does the same for the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-link
      aria-current={address.get('advice') === advice.id || undefined}
      onClick={event => {
        if (!(event.target as Element).closest('a, button')) {
          navigate(href);
        }
      }}
    >
      <td data-label="What">
        <Link href={href}>{ADVICE_KINDS[kind]}</Link>
      </td>
      <td data-label="Where" className={styles.where}>
        <WhereCell advice={advice} showsEntity={showsEntity} />
      </td>
      <td data-label={isWithheld ? 'Now' : 'Change'}>
        <ChangeText current={advice.current} suggested={advice.suggested} />
      </td>
      {!isWithheld && (
        <td data-label="Saving" className={rowStyles.number}>
          <SavingCell saving={saving} />
        </td>
      )}
      <td
        data-label={isWithheld ? 'Why not' : 'Evidence'}
        className={styles.evidence}
      >
        {(isWithheld ? reason : evidence) ?? '–'}
      </td>
    </tr>
  );
}

/** What could be saved or why not, in the order of the backend: the largest saving first. */
export function AdviceTable(props: {
  advice: CostAdvice[];
  state: CostAdvice['state'];
  /** In lists over more than one entity. */
  showsEntity: boolean;
}) {
  const { advice, state, showsEntity } = props;
  const isWithheld = state === 'withheld';
  return (
    <table
      className={`${rowStyles.table} ${styles.table}`}
      aria-label={isWithheld ? 'Withheld' : 'Suggestions'}
    >
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <th scope="col">{isWithheld ? 'Now' : 'Now → suggested'}</th>
          {!isWithheld && (
            <th scope="col" className={rowStyles.number}>
              Saving per month
            </th>
          )}
          <th scope="col">{isWithheld ? 'Why not' : 'Evidence'}</th>
        </tr>
      </thead>
      <tbody>
        {advice.map(one => (
          <Row key={one.id} advice={one} showsEntity={showsEntity} />
        ))}
      </tbody>
    </table>
  );
}
