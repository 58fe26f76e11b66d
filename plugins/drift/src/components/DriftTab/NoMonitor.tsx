import { Flex, Link } from '@backstage/ui';
import { CopyCommand, EmptyState } from '@plumbline/backstage-plugin-kit-react';

/** Names of monitors know fewer characters than names of entities. */
const monitorName = (entityRef: string) =>
  entityRef
    .replace(/^.*\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63);

/** Plumbline's own docs, as its entry in the catalog shows them. */
const GUIDE = '/docs/default/system/plumbline/guides/drift/';

/** The smallest document that makes a monitor. */
const snippet = (entityRef: string) => `apiVersion: plumbline.dev/v1alpha1
kind: DriftMonitor
metadata:
  name: ${monitorName(entityRef)}
spec:
  entity: ${entityRef}
  baseline:
    file: data/reference.parquet
  window:
    file: data/current.parquet
  schedule: '0 6 * * *'`;

/** Nothing is watched here yet: why, and the file that changes it. */
export function NoMonitor({ entityRef }: { entityRef: string }) {
  return (
    <EmptyState
      title="Nobody watches this yet: it has no monitor."
      action={
        <Link href={GUIDE}>How drift is found, and what a monitor can say</Link>
      }
    >
      <Flex direction="column" gap="2">
        <span>
          Put a <code>drift.yaml</code> beside the{' '}
          <code>catalog-info.yaml</code> of its repository. The first run
          follows within minutes.
        </span>
        <CopyCommand command={snippet(entityRef)} label="Copy drift.yaml" />
      </Flex>
    </EmptyState>
  );
}
