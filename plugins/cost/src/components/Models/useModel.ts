import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { CostModelsQuery } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';

/** What a model costs, and one of what it does. */
export function useModel(entity: string, view: CostModelsQuery) {
  const costApi = useApi(costApiRef);
  const { month, metric } = view;
  return useLoaded(
    () => costApi.getModel({ entity, month, metric }),
    [costApi, entity, month, metric],
  );
}

/** The same of all models that the reader may see. */
export function useModels(view: CostModelsQuery) {
  const costApi = useApi(costApiRef);
  const { month, metric } = view;
  return useLoaded(
    () => costApi.getModels({ month, metric }),
    [costApi, month, metric],
  );
}
