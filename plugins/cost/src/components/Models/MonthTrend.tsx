import {
  Panel,
  StackedChart,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModelCurrency } from '@plumbline/backstage-plugin-cost-common';
import { formatMoney } from '../money/formatMoney';
import { Choice } from '../words/CostControls';
import { monthShort } from '../words/months';
import { formatUnit } from './formatUnit';
import { MODEL_UNITS } from './modelUnits';
import styles from './Models.module.css';

type Month = CostModelCurrency['months'][number];
type Measure = Exclude<keyof Month, 'month'>;

const MEASURES: { key: Measure; title: string }[] = [
  { key: 'amount', title: 'Cost' },
  ...MODEL_UNITS.map(({ key, per }) => ({
    key,
    title: `Cost per ${per}`,
  })),
];

function axisOf(currency: string): (value: number) => string {
  const formatter = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return value => formatter.format(value);
}

/** The last twelve months, of the cost or of what one of something cost. */
export function MonthTrend({ cost }: { cost: CostModelCurrency }) {
  const { currency, months } = cost;
  const address = useAddress();
  const known = MEASURES.filter(({ key }) =>
    months.some(month => month[key] !== null),
  );
  const measure =
    known.find(({ key }) => key === address.get('trend')) ?? MEASURES[0];
  const { key, title } = measure;
  const format = key === 'amount' ? formatMoney : formatUnit;
  const isKnown = months.some(month => month[key] !== null);
  return (
    <Panel>
      {known.length > 1 && (
        <div className={styles.choice}>
          <Choice
            label="Month by month"
            name="trend"
            usual="amount"
            value={key}
            options={known.map(one => ({ value: one.key, label: one.title }))}
          />
        </div>
      )}
      <StackedChart
        title={`${title} of each month in ${currency}`}
        parts={[{ key, title, tone: 'current' }]}
        days={(isKnown ? months : []).map(month => {
          const amount = month[key];
          return {
            day: month.month,
            // Only the height of a bar; the amount itself is the text
            values: amount === null ? {} : { [key]: Number(amount) },
            texts: amount === null ? {} : { [key]: format(amount, currency) },
          };
        })}
        labelOf={monthShort}
        dayTitle="Month"
        format={axisOf(currency)}
        emptyReason="No month is known."
      />
    </Panel>
  );
}
