import { Text } from '@backstage/ui';
import { StatusChip } from '@plumbline/backstage-plugin-kit-react';
import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { currentMonth } from '../words/months';
import { buildHeadline } from './buildHeadline';
import styles from './CostTab.module.css';

/** The answer, with why the budget stands as it does and how the forecast was made. */
export function Headline(props: {
  cost: CurrencyCost;
  month: string;
  group: CostGroup;
}) {
  const { cost, month, group } = props;
  const { budget, forecast, noForecast } = cost;
  const isOpen = month >= currentMonth();
  const notes = [
    budget ? budget.reason : 'No budget is set.',
    isOpen && forecast && `Expected: ${forecast.method.replace(/\.$/, '')}.`,
    isOpen && !forecast && noForecast && `Nothing is expected: ${noForecast}`,
  ].filter(Boolean);
  return (
    <div>
      <div className={styles.headline}>
        {budget && <StatusChip status={budget.status} title={budget.reason} />}
        <Text as="h2" variant="title-x-small" className={styles.sentence}>
          {buildHeadline({ cost, month, isOpen, group })}
        </Text>
      </div>
      <p className={styles.notes}>{notes.join(' ')}</p>
    </div>
  );
}
