import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { CostOverviewQuery } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../api/CostApi';

/** What many entities cost: those of an owner, or all that the caller may read. */
export function useOverview(
  view: Pick<CostOverviewQuery, 'month' | 'metric' | 'currency'>,
  ownerRef?: string,
) {
  const costApi = useApi(costApiRef);
  const { month, metric, currency } = view;
  return useLoaded(
    () =>
      costApi.getOverview({
        month,
        metric,
        currency,
        owner: ownerRef === undefined ? undefined : [ownerRef],
      }),
    [costApi, month, metric, currency, ownerRef],
  );
}
