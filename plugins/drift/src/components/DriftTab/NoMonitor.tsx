import { Flex, Link } from '@backstage/ui';
import { CopyCommand, EmptyState } from '@plumbline/backstage-plugin-kit-react';

/** The smallest document that makes a monitor; the file lies at the root of the repository. */
const snippet = (name: string) => `apiVersion: plumbline.dev/v1alpha1
kind: DriftMonitor
metadata:
  name: ${name}
spec:
  schedule: '0 6 * * *'
  baseline:
    files: data/reference.parquet
  window:
    files: data/current.parquet`;

/** Nothing is watched here yet: why, and the file that changes it. */
export function NoMonitor({ name }: { name: string }) {
  return (
    <EmptyState
      title="Nobody watches this yet: it has no monitor."
      action={
        <Link href="/docs">How drift is found, and what a monitor can say</Link>
      }
    >
      <Flex direction="column" gap="2">
        <span>
          Put a <code>drift.yaml</code> beside the{' '}
          <code>catalog-info.yaml</code> of its repository. The first run
          follows within minutes.
        </span>
        <CopyCommand command={snippet(name)} label="Copy drift.yaml" />
      </Flex>
    </EmptyState>
  );
}
