import { useApi } from '@backstage/frontend-plugin-api';
import { FileButtons } from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';

/** The results of a run as files. */
export function ExportButtons({ runId }: { runId: string }) {
  const driftApi = useApi(driftApiRef);
  return (
    <FileButtons
      files={(['csv', 'json'] as const).map(format => ({
        label: format.toUpperCase(),
        name: `drift-${runId}.${format}`,
        read: () => driftApi.exportRun(runId, format),
      }))}
    >
      The table below is complete.
    </FileButtons>
  );
}
