import {
  EntityLink,
  PartsBar,
  Section,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModelCurrency } from '@plumbline/backstage-plugin-cost-common';
import { addAmounts, signOf, subtractAmounts } from '../money/amounts';
import { ChangeCell } from '../money/ChangeCell';
import { Money } from '../money/Money';
import { ShareBar } from '../money/ShareBar';
import {
  currentMonth,
  monthName,
  monthTitle,
  shiftMonth,
} from '../words/months';
import { MODEL_PARTS, barOf, sortParts } from './modelParts';
import styles from './Models.module.css';

type Part = CostModelCurrency['parts'][number];

function Beside(props: { amount: string; currency: string }) {
  return (
    <span className={styles.note}>
      <Money {...props} />
    </span>
  );
}

/** Whose costs a part is, with what each adds where there are several, and what is divided among models. */
function Whose({ part, currency }: { part: Part; currency: string }) {
  const entities = sortParts(part.entities);
  const named = addAmounts(entities.map(({ amount }) => amount));
  // Whose costs the reader may not see are not named
  const rest = subtractAmounts(part.amount, named);
  const hasOthers = signOf(rest) !== 0;
  const isSum = entities.length + Number(hasOthers) > 1;
  return (
    <ul className={styles.entities}>
      {entities.map(({ entityRef, amount, sharedBy }) => (
        <li key={entityRef}>
          <EntityLink entityRef={entityRef} />
          {isSum && <Beside amount={amount} currency={currency} />}
          {sharedBy !== undefined && (
            <span className={styles.note}>
              {`divided among ${sharedBy} models`}
            </span>
          )}
        </li>
      ))}
      {hasOthers && (
        <li>
          <span>
            {entities.length > 0
              ? 'others'
              : 'of teams whose costs you do not see'}
          </span>
          {isSum && <Beside amount={rest} currency={currency} />}
        </li>
      )}
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
  const before = `All of ${monthName(shiftMonth(month, -1))}`;
  // A month that goes on is no more or less than a whole one
  const isOver = month < currentMonth();
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
            {isOver && (
              <th scope="col" className={rowStyles.number}>
                Change
              </th>
            )}
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
              {isOver && (
                <td data-label="Change" className={rowStyles.number}>
                  <ChangeCell
                    amount={part.amount}
                    previous={part.previous}
                    currency={currency}
                  />
                </td>
              )}
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
