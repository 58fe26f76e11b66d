import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { CostSummaryQuery } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../api/CostApi';

/** What one entity costs. */
export function useSummary(
  entity: string,
  view: Pick<CostSummaryQuery, 'month' | 'metric' | 'currency' | 'group'> = {},
) {
  const costApi = useApi(costApiRef);
  const { month, metric, currency, group } = view;
  return useLoaded(
    () => costApi.getSummary({ entity, month, metric, currency, group }),
    [costApi, entity, month, metric, currency, group],
  );
}
