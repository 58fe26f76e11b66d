import { useApi } from '@backstage/frontend-plugin-api';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { PlaygroundForm } from './PlaygroundForm';

/** Asks the model server with values of one's own, where the operator allowed it. */
export function PlaygroundView({ entityRef }: { entityRef: string }) {
  const driftApi = useApi(driftApiRef);
  const playground = useLoaded(
    () => driftApi.getPlayground(entityRef),
    [driftApi, entityRef],
  );
  if (playground.isLoading) {
    return <LoadingState label="Loading the playground" lines={8} />;
  }
  if (!playground.value) {
    return (
      <ErrorState
        title="The playground cannot be opened"
        error={playground.error ?? new Error('The answer was empty')}
        onRetry={playground.reload}
      >
        The model itself is not touched by this.
      </ErrorState>
    );
  }
  const { endpoints, inputs, reason } = playground.value;
  if (endpoints.length === 0 || inputs.length === 0) {
    return (
      <EmptyState
        title={
          reason ??
          (endpoints.length === 0
            ? 'No endpoint of this model may be asked from here.'
            : 'The inputs of this model are not known.')
        }
      >
        The operator allows endpoints under{' '}
        <code>drift.playground.endpoints</code> in the app-config; the inputs
        come from the signature of the model or from the baseline.
      </EmptyState>
    );
  }
  return <PlaygroundForm entityRef={entityRef} {...{ endpoints, inputs }} />;
}
