import { useApi } from '@backstage/frontend-plugin-api';
import { Loaded, useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { CostDays } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { rangeOf } from '../words/chartViews';
import { CostView } from '../words/readCostView';

/** Days of a chart, and which were asked for. */
export interface DaysRead {
  from: string;
  to: string;
  read: Loaded<CostDays>;
}

/** What an entity cost on each day that the chart shows. */
export function useDays(
  entityRef: string,
  month: string,
  view: Pick<CostView, 'metric' | 'currency' | 'group' | 'chart'>,
): DaysRead {
  const { metric, currency, group } = view;
  const costApi = useApi(costApiRef);
  const { from, to } = rangeOf(month, view.chart);
  const read = useLoaded(
    () =>
      costApi.getDays({ entity: entityRef, from, to, metric, currency, group }),
    [costApi, entityRef, from, to, metric, currency, group],
  );
  return { from, to, read };
}
