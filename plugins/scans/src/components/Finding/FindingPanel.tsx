import { useApi } from '@backstage/frontend-plugin-api';
import {
  ErrorState,
  LoadingState,
  SeverityChip,
  SidePanel,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '../../api/ScansApi';
import { FindingDetail } from './FindingDetail';

/** Everything about one finding, beside what led to it. */
export function FindingPanel(props: { id: string; onDecided?: () => void }) {
  const { id, onDecided } = props;
  const scansApi = useApi(scansApiRef);
  const address = useAddress();
  const detail = useLoaded(() => scansApi.getFinding(id), [scansApi, id]);
  return (
    <SidePanel
      label="Finding"
      title={detail.value?.title ?? 'Finding'}
      status={detail.value && <SeverityChip severity={detail.value.severity} />}
      closeLabel="Close the finding"
      onClose={() => address.set({ finding: undefined })}
    >
      {detail.isLoading && (
        <LoadingState label="Loading the finding" lines={14} />
      )}
      {detail.error && (
        <ErrorState
          title="The finding cannot be shown"
          error={detail.error}
          onRetry={detail.reload}
        >
          It may be of a team that you are no member of. The list behind this
          panel still works.
        </ErrorState>
      )}
      {detail.value && (
        <FindingDetail
          finding={detail.value}
          onDecided={() => {
            detail.reload();
            onDecided?.();
          }}
        />
      )}
    </SidePanel>
  );
}
