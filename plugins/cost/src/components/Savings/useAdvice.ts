import { useApi } from '@backstage/frontend-plugin-api';
import { usePages } from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdvice,
  CostAdviceList,
} from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { AdviceFilter } from './readAdviceFilter';

/** What could be saved: at an entity, or at all that the reader may see. */
export function useAdvice(filter: AdviceFilter, entity?: string) {
  const costApi = useApi(costApiRef);
  const { kind, owner, state } = filter;
  return usePages<CostAdvice, CostAdviceList>(
    cursor =>
      costApi.getAdvice({
        entity,
        owner: owner === undefined ? undefined : [owner],
        kind,
        state,
        cursor,
      }),
    [costApi, entity, owner, kind, state],
  );
}
