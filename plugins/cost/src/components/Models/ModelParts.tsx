import {
  EntityLink,
  PartsBar,
  Section,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModelCurrency } from '@plumbline/backstage-plugin-cost-common';
import { ChangeCell } from '../money/ChangeCell';
import { Money } from '../money/Money';
import { ShareBar } from '../money/ShareBar';
import { monthName, monthTitle, shiftMonth } from '../words/months';
import { MODEL_PARTS, barOf, sortParts } from './modelParts';
import styles from './Models.module.css';

type Part = CostModelCurrency['parts'][number];

/** Whose costs a part is, with what each of them adds where there are several. */
function Whose({ part, currency }: { part: Part; currency: string }) {
  const entities = sortParts(part.entities);
  if (entities.length === 0) {
    return <>–</>;
  }
  return (
    <ul className={styles.entities}>
      {entities.map(({ entityRef, amount }) => (
        <li key={entityRef}>
          <EntityLink entityRef={entityRef} />
          {entities.length > 1 && (
            <>
              {' '}
              <span className={styles.note}>
                <Money amount={amount} currency={currency} />
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function titleOf(key: Part['key']): string {
  const { title } = MODEL_PARTS[key];
  return `${title[0].toLocaleUpperCase('en')}${title.slice(1)}`;
}

/** What the cost of a model is made of, and whose each part is. */
export function ModelParts(props: { cost: CostModelCurrency; month: string }) {
  const { cost, month } = props;
  const { currency } = cost;
  const before = monthName(shiftMonth(month, -1));
  return (
    <Section title="What it is made of">
      <PartsBar
        label={`Cost in ${monthTitle(month)} in ${currency}`}
        parts={barOf(cost)}
      />
      <table
        className={rowStyles.table}
        aria-label={`What it is made of in ${currency}`}
      >
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col" className={rowStyles.number}>
              Cost
            </th>
            <th scope="col">Share</th>
            <th scope="col" className={rowStyles.number}>
              {before}
            </th>
            <th scope="col" className={rowStyles.number}>
              Change
            </th>
            <th scope="col">Whose</th>
          </tr>
        </thead>
        <tbody>
          {sortParts(cost.parts).map(part => (
            <tr key={part.key}>
              <td data-label="Part">{titleOf(part.key)}</td>
              <td data-label="Cost" className={rowStyles.number}>
                <Money amount={part.amount} currency={currency} />
              </td>
              <td data-label="Share">
                <ShareBar part={part.amount} whole={cost.amount} />
              </td>
              <td data-label={before} className={rowStyles.number}>
                {part.previous === null ? (
                  '–'
                ) : (
                  <Money amount={part.previous} currency={currency} />
                )}
              </td>
              <td data-label="Change" className={rowStyles.number}>
                <ChangeCell
                  amount={part.amount}
                  previous={part.previous}
                  currency={currency}
                />
              </td>
              <td data-label="Whose">
                <Whose part={part} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
