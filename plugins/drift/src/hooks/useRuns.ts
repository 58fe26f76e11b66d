import { useApi } from '@backstage/frontend-plugin-api';
import { Run } from '@plumbline/backstage-plugin-drift-common';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../api/DriftApi';
import { useEffect, useState } from 'react';

const POLL_MS = 2_000;

export const isActive = (run: Run) =>
  run.state === 'queued' || run.state === 'running';

/** The newest runs of a monitor, read again while one of them is under way. */
export function useRuns(monitorId: string, cursor?: string) {
  const driftApi = useApi(driftApiRef);
  const [isPolling, setPolling] = useState(false);
  const runs = useLoaded(
    () => driftApi.listRuns(monitorId, cursor),
    [driftApi, monitorId, cursor],
    isPolling ? POLL_MS : undefined,
  );
  const hasActive = runs.value?.items.some(isActive) ?? false;
  useEffect(() => setPolling(hasActive), [hasActive]);
  return runs;
}
