import { Link } from '@backstage/ui';
import { nameOf, useTabAddress } from '@plumbline/backstage-plugin-kit-react';
import { CostMover } from '@plumbline/backstage-plugin-cost-common';
import { groupContributors } from '../CostTab/groupContributors';
import { signOf } from '../money/amounts';
import { formatChange, formatRoughly, formatTrend } from '../money/formatMoney';
import { partName } from '../words/words';
import styles from './Movers.module.css';

/** More ways to see the same change would only be noise. */
const DIMENSIONS = 2;
/** What tells most, first; a dimension that is not named comes after these. */
const RANK = ['service', 'resource', 'category'];

const rankOf = (dimension: string) =>
  RANK.includes(dimension) ? RANK.indexOf(dimension) : RANK.length;

function describe({ amount, previousSameDays, currency }: CostMover): string {
  if (previousSameDays === null) {
    return 'new';
  }
  const trend = formatTrend(amount, previousSameDays);
  const gone = signOf(amount) === 0 ? ', nothing any more' : '';
  return `${formatRoughly(previousSameDays, currency)} → ${formatRoughly(amount, currency)}${
    gone || (trend ? `, ${trend}` : '')
  }`;
}

/** What a change is made of, seen by the dimensions that explain most of it. */
function Reasons({ mover }: { mover: CostMover }) {
  const { reasons, currency } = mover;
  const groups = groupContributors(reasons)
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
    .slice(0, DIMENSIONS);
  return (
    <>
      {groups.map(([dimension, parts]) => (
        <span key={dimension} className={styles.reason}>
          <span className={styles.note}>{`by ${dimension}`}</span>{' '}
          {parts.map(({ key, change }, index) => (
            <span key={key}>
              {index > 0 && ', '}
              {partName('service', key)}{' '}
              <span className={styles.amount}>
                {formatChange(change, currency)}
              </span>
            </span>
          ))}
        </span>
      ))}
    </>
  );
}

/** Changes of one currency, the largest first, each with what it is made of. */
export function MoversList(props: { movers: CostMover[]; currency: string }) {
  const { movers, currency } = props;
  const addressOf = useTabAddress('cost');
  return (
    <ol className={styles.movers} aria-label={`Moved most in ${currency}`}>
      {movers.map(mover => (
        <li key={mover.entityRef}>
          <Link href={addressOf(mover.entityRef)}>
            {nameOf(mover.entityRef)}
          </Link>
          <strong>{formatChange(mover.change, currency)}</strong>
          <span className={styles.why}>
            <span className={styles.note}>{describe(mover)}</span>
            <Reasons mover={mover} />
          </span>
        </li>
      ))}
    </ol>
  );
}
