import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { CostMoversQuery } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../api/CostApi';

/** What costs more or less than before, and why: of an owner, or of all that the caller may read. */
export function useMovers(
  view: Pick<CostMoversQuery, 'month' | 'metric' | 'currency'>,
  options: { ownerRef?: string; limit: number },
) {
  const costApi = useApi(costApiRef);
  const { month, metric, currency } = view;
  const { ownerRef, limit } = options;
  return useLoaded(
    () =>
      costApi.getMovers({
        month,
        metric,
        currency,
        limit,
        owner: ownerRef === undefined ? undefined : [ownerRef],
      }),
    [costApi, month, metric, currency, ownerRef, limit],
  );
}
