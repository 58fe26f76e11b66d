import {
  ErrorState,
  LoadingState,
  Panel,
  StackedChart,
  formatDay,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { ChartView } from '../words/chartViews';
import { chartOf } from './chartOf';
import styles from './CostTab.module.css';
import { titleOf } from './titleOf';
import { DaysRead } from './useDays';

function axisOf(currency: string): (value: number) => string {
  const formatter = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return value => formatter.format(value);
}

/** The cost of each day, stacked by what was chosen, with what is expected and the budget. */
export function DailyChart(props: {
  days: DaysRead;
  cost: CurrencyCost;
  month: string;
  group: CostGroup;
  chart: ChartView;
}) {
  const { days, cost, month, group, chart } = props;
  const { from, read } = days;
  const costs = read.value?.currencies.find(
    ({ currency }) => currency === cost.currency,
  );
  const keptFrom = read.value?.daysKeptFrom;
  const kept =
    keptFrom &&
    `Days before ${formatDay(keptFrom)} ${keptFrom.slice(0, 4)} are no longer kept.`;
  return (
    <Panel>
      {read.isLoading && <LoadingState label="Loading the days" lines={8} />}
      {read.error && (
        <ErrorState
          title="The days are not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The sums on this page are complete.
        </ErrorState>
      )}
      {read.value && (
        <StackedChart
          title={titleOf({ month, group, chart })}
          {...(costs
            ? chartOf({ costs, cost, group, chart, month, from })
            : { parts: [], days: [] })}
          format={axisOf(cost.currency)}
          emptyReason={kept ?? 'No day of this time is known.'}
          height={260}
        />
      )}
      {kept && costs && <p className={styles.note}>{kept}</p>}
    </Panel>
  );
}
