import { Select } from '@backstage/ui';
import { useAddress } from '@plumbline/backstage-plugin-kit-react';
import { CostMetricName } from '@plumbline/backstage-plugin-cost-common';
import { ReactNode } from 'react';
import { currentMonth, monthShort, shiftMonth } from './months';
import { readCostView } from './readCostView';
import styles from './CostControls.module.css';
import { METRICS } from './words';

/** A year to compare with, and a little more. */
const MONTHS = 13;
/** Stands for what the address does not say. */
const OWN = 'own';

/** A choice that is kept in the address; the usual one needs no word there. */
export function Choice(props: {
  label: string;
  name: string;
  options: { value: string; label: string }[];
  value: string;
  usual: string;
}) {
  const { label, name, options, value, usual } = props;
  const address = useAddress();
  return (
    <Select
      label={label}
      options={options}
      value={value}
      onChange={key =>
        address.set(
          { [name]: key === usual ? undefined : String(key) },
          { replace: true },
        )
      }
    />
  );
}

function listMonths(chosen: string): string[] {
  const now = currentMonth();
  const months = Array.from({ length: MONTHS }, (_, ago) =>
    shiftMonth(now, -ago),
  );
  return months.includes(chosen) ? months : [...months, chosen];
}

/** Which month, metric and currency; every choice is kept in the address. */
export function CostControls(props: {
  /** That the answer is of; it may be the last that is known. */
  month?: string;
  /** That the answer is in; it may be the configured one. */
  metric?: CostMetricName;
  /** Currencies into which everything can be converted. */
  convertibleTo: readonly string[];
  children?: ReactNode;
}) {
  const view = readCostView(useAddress());
  const month = view.month ?? props.month ?? currentMonth();
  const metric = view.metric ?? props.metric;
  const { currency } = view;
  // What the address asks for can be taken back, even where it cannot be had
  const currencies = new Set([
    ...props.convertibleTo,
    ...(currency ? [currency] : []),
  ]);
  return (
    <div className={styles.controls}>
      <Choice
        label="Month"
        name="month"
        usual=""
        value={month}
        options={listMonths(month).map(value => ({
          value,
          label: monthShort(value),
        }))}
      />
      <Choice
        label="Cost"
        name="metric"
        usual=""
        value={metric ?? 'effective'}
        options={Object.entries(METRICS).map(([value, label]) => ({
          value,
          label,
        }))}
      />
      {props.children}
      {currencies.size > 0 && (
        <Choice
          label="Currency"
          name="currency"
          usual={OWN}
          value={currency ?? OWN}
          options={[
            { value: OWN, label: 'as billed' },
            ...[...currencies].map(value => ({ value, label: `in ${value}` })),
          ]}
        />
      )}
    </div>
  );
}
