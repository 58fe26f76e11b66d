import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../api/DriftApi';
import { sortByNeed } from './sortByNeed';

/** The monitors of one entity, what needs action first. */
export function useMonitors(entityRef: string) {
  const driftApi = useApi(driftApiRef);
  return useLoaded(async () => {
    const found = await driftApi.getSummaries([entityRef]);
    const mine = found.find(one => one.entityRef === entityRef);
    return sortByNeed(mine?.monitors ?? []);
  }, [driftApi, entityRef]);
}
