import { useApi } from '@backstage/frontend-plugin-api';
import {
  ErrorState,
  LoadingState,
  Panel,
  StackedChart,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostDays,
  CostGroup,
  CostMetricName,
} from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { daysOf, monthName, shiftMonth } from '../words/months';
import { GROUPS } from '../words/words';
import { chartOf } from './chartOf';

/** What is read for the chart: the month and the one before, to see what changed. */
export function useDays(options: {
  entityRef: string;
  month: string;
  metric: CostMetricName | undefined;
  group: CostGroup;
}) {
  const { entityRef, month, metric, group } = options;
  const costApi = useApi(costApiRef);
  const { from } = daysOf(shiftMonth(month, -1));
  const { to } = daysOf(month);
  const read = useLoaded(
    () => costApi.getDays({ entity: entityRef, from, to, metric, group }),
    [costApi, entityRef, from, to, metric, group],
  );
  return { from, to, read };
}

function axisOf(currency: string): (value: number) => string {
  const formatter = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return value => formatter.format(value);
}

function lastDayOf(costs: CostDays['currencies'][number] | undefined) {
  return costs?.series
    .flatMap(({ days }) => days)
    .reduce((last, { day }) => (day > last ? day : last), '');
}

/** The cost of each day, stacked by what was chosen. */
export function DailyChart(props: {
  days: ReturnType<typeof useDays>;
  currency: string;
  month: string;
  group: CostGroup;
}) {
  const { days, currency, month, group } = props;
  const { from, to, read } = days;
  const costs = read.value?.currencies.find(
    candidate => candidate.currency === currency,
  );
  const last = lastDayOf(costs);
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
          title={`Daily cost in ${monthName(shiftMonth(month, -1))} and ${monthName(month)} by ${GROUPS[group]}`}
          {...(costs && last
            ? chartOf({ costs, group, from, to: last < to ? last : to })
            : { parts: [], days: [] })}
          format={axisOf(currency)}
          emptyReason="No day of these two months is known."
        />
      )}
    </Panel>
  );
}
