import { Flex, Link } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  Panel,
} from '@plumbline/backstage-plugin-kit-react';
import { uploadCommand } from '../Upload/UploadPanel';

/** Plumbline's own docs, as its entry in the catalog shows them. */
const GUIDE = '/docs/default/system/plumbline/guides/scans/';

/** Nobody looked: that is no reason to be calm, and one command changes it. */
export function NeverScanned(props: { entityRef: string; canUpload: boolean }) {
  return (
    <Panel>
      <EmptyState
        title="Never scanned: nobody knows whether anything is wrong with it."
        action={<Link href={GUIDE}>How reports get here</Link>}
      >
        <Flex direction="column" gap="2">
          <span>
            {props.canUpload
              ? 'Drop the report of a scanner below, or let a pipeline upload it with the command below.'
              : 'A pipeline of its team uploads the report of a scanner:'}
          </span>
          {!props.canUpload && (
            <CopyCommand
              label="Copy the command that uploads a report"
              command={uploadCommand(props.entityRef)}
            />
          )}
        </Flex>
      </EmptyState>
    </Panel>
  );
}
