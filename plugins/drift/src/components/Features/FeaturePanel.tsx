import { useApi } from '@backstage/frontend-plugin-api';
import {
  ErrorState,
  LoadingState,
  SidePanel,
  StatusChip,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { FeatureDetail } from './FeatureDetail';

/** Everything about one feature, beside the table. */
export function FeaturePanel(props: { runId: string; feature: string }) {
  const { runId, feature } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const detail = useLoaded(
    () => driftApi.getColumn(runId, feature),
    [driftApi, runId, feature],
  );
  return (
    <SidePanel
      label={`Feature ${feature}`}
      title={feature}
      status={detail.value && <StatusChip status={detail.value.status} />}
      closeLabel="Close the feature"
      onClose={() => address.set({ feature: undefined, chart: undefined })}
    >
      {detail.isLoading && (
        <LoadingState label={`Loading ${feature}`} lines={14} />
      )}
      {detail.error && (
        <ErrorState
          title={`${feature} cannot be shown`}
          error={detail.error}
          onRetry={detail.reload}
        >
          The table behind this panel still works.
        </ErrorState>
      )}
      {detail.value && <FeatureDetail detail={detail.value} />}
    </SidePanel>
  );
}
