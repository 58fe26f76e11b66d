import { useApi } from '@backstage/frontend-plugin-api';
import {
  CopyCommand,
  ErrorState,
  FileButtons,
  LoadingState,
  Section,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import styles from './Savings.module.css';

/** What changes the request, for the overlay that the workload is deployed from. */
export function PatchSection({ advice }: { advice: CostAdvice }) {
  const { id, kind, workload } = advice;
  const costApi = useApi(costApiRef);
  const patch = useLoaded(() => costApi.getAdvicePatch(id), [costApi, id]);
  const file = `${workload}-${kind}`.replace(/[^\w.-]+/g, '-');
  return (
    <Section title="Patch for Kustomize">
      {patch.isLoading && <LoadingState label="Loading the patch" lines={6} />}
      {patch.error && (
        <ErrorState
          title="The patch cannot be shown"
          error={patch.error}
          onRetry={patch.reload}
        >
          What was measured stands above; the request can be changed by hand.
        </ErrorState>
      )}
      {patch.value !== undefined && (
        <>
          <p className={styles.note}>
            Add it to the patches of the overlay that the workload is deployed
            from. Nothing is changed by Plumbline.
          </p>
          <CopyCommand command={patch.value} label="Copy the patch" />
          <FileButtons
            files={[
              {
                label: 'Download',
                name: `${file}.yaml`,
                read: async () =>
                  new Blob([patch.value!], { type: 'application/yaml' }),
              },
            ]}
          >
            The patch above can be copied.
          </FileButtons>
        </>
      )}
    </Section>
  );
}
