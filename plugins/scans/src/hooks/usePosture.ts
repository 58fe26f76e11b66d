import { useApi } from '@backstage/frontend-plugin-api';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '../api/ScansApi';

/** How one entity stands. */
export function usePosture(entityRef: string) {
  const scansApi = useApi(scansApiRef);
  return useLoaded(() => scansApi.getPosture(entityRef), [scansApi, entityRef]);
}
