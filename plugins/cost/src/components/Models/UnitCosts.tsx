import {
  Section,
  formatDay,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostModelCurrency,
  CostPerUnit,
  CostUnitCount,
} from '@plumbline/backstage-plugin-cost-common';
import { ReactNode } from 'react';
import { formatTrend } from '../money/formatMoney';
import { monthName, shiftMonth } from '../words/months';
import { MODEL_UNITS, ModelCounts, ModelUnit, explainNone } from './modelUnits';
import styles from './Models.module.css';
import { UnitMoney } from './UnitMoney';

/** How many there were and who counted, or why nobody knows. */
function CountCell({ count, unit }: { count: CostUnitCount; unit: ModelUnit }) {
  if (count.count === null) {
    return (
      <div>
        <span className={styles.unknown}>unknown</span>
        <div className={rowStyles.explain}>{count.reason}</div>
      </div>
    );
  }
  return (
    <div>
      <span className={styles.nowrap}>
        {`${count.count.toLocaleString('en')} ${count.count === 1 ? unit.counted.slice(0, -1) : unit.counted}`}
      </span>
      <div className={rowStyles.explain}>
        {[count.from, count.until && `counted until ${formatDay(count.until)}`]
          .filter(Boolean)
          .join(', ')}
      </div>
    </div>
  );
}

function None(props: { count: CostUnitCount; unit: ModelUnit }) {
  const { count, unit } = props;
  return (
    <span className={styles.unknown} title={explainNone(count, unit)}>
      {count.count === 0 ? 'none' : 'unknown'}
    </span>
  );
}

function Row(props: {
  unit: ModelUnit;
  cost: CostPerUnit | null;
  count: CostUnitCount;
  currency: string;
  before: string;
}) {
  const { unit, cost, count, currency, before } = props;
  const cell = (amount: string | null): ReactNode =>
    amount === null ? '–' : <UnitMoney amount={amount} currency={currency} />;
  const none = <None count={count} unit={unit} />;
  const trend =
    cost && cost.previous !== null
      ? formatTrend(cost.amount, cost.previous)
      : undefined;
  return (
    <tr>
      <td data-label="Per">
        <span className={styles.nowrap}>{unit.per}</span>
      </td>
      <td data-label="Cost" className={rowStyles.number}>
        {cost ? cell(cost.amount) : none}
      </td>
      <td
        data-label="Without idle"
        data-none={!cost}
        className={rowStyles.number}
      >
        {cell(cost && cost.used)}
      </td>
      <td data-label={before} data-none={!cost} className={rowStyles.number}>
        {cell(cost && cost.previous)}
      </td>
      <td data-label="Change" data-none={!trend} className={rowStyles.number}>
        {trend ?? '–'}
      </td>
      <td data-label="Counted">
        <CountCell count={count} unit={unit} />
      </td>
    </tr>
  );
}

/** What one run, 1,000 predictions and a million tokens cost, with and without what was idle. */
export function UnitCosts(props: {
  cost: CostModelCurrency;
  counts: ModelCounts;
  month: string;
}) {
  const { cost, counts, month } = props;
  const before = monthName(shiftMonth(month, -1));
  return (
    <Section title="What one of it costs">
      <table
        className={rowStyles.table}
        aria-label={`Unit costs in ${cost.currency}`}
      >
        <thead>
          <tr>
            <th scope="col">Per</th>
            {['Cost', 'Without idle', before, 'Change'].map(title => (
              <th key={title} scope="col" className={rowStyles.number}>
                {title}
              </th>
            ))}
            <th scope="col">{`Counted in ${monthName(month)}`}</th>
          </tr>
        </thead>
        <tbody>
          {MODEL_UNITS.map(unit => (
            <Row
              key={unit.key}
              unit={unit}
              cost={cost[unit.key]}
              count={counts[unit.counted]}
              currency={cost.currency}
              before={before}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}
