import { Button, Flex, Select, Text, TextField } from '@backstage/ui';
import { CopyCommand, Panel } from '@plumbline/backstage-plugin-kit-react';
import {
  ScanFindingKind,
  findingKindSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { RiUpload2Line } from '@remixicon/react';
import { useRef, useState } from 'react';
import { KINDS } from '../words/words';
import { UploadItem } from './UploadItem';
import styles from './Upload.module.css';

/** How a pipeline does the same; the token is not ours to show. */
export const uploadCommand = (entityRef: string) =>
  `plumbline scans upload report.json --entity ${entityRef}`;

function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      className={styles.zone}
      data-over={isOver}
      data-testid="drop-zone"
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <span>
        Drop a report here as the scanner wrote it: SARIF, Trivy, Trivy
        Operator, Grype, Gitleaks, Checkov, Semgrep, OSV-Scanner, GitLab,
        CycloneDX, PolicyReport, kube-bench or Falco.
      </span>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiUpload2Line />}
        onPress={() => input.current?.click()}
      >
        Choose reports
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Reports"
        onChange={event => {
          onFiles([...(event.target.files ?? [])]);
          // The same file again is a new choice
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** Hands in reports by hand, and shows what they changed. */
export function UploadPanel(props: {
  entityRef: string;
  onUploaded: () => void;
}) {
  const { entityRef, onUploaded } = props;
  const [files, setFiles] = useState<{ id: number; file: File }[]>([]);
  const [target, setTarget] = useState('');
  const [branch, setBranch] = useState('');
  const [lookedFor, setLookedFor] = useState<ScanFindingKind[]>([]);
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          Upload a report
        </Text>
        <CopyCommand
          label="Copy the command that uploads a report"
          command={uploadCommand(entityRef)}
        />
        <div className={styles.fields}>
          <TextField
            label="What was scanned"
            description="Where the report does not say it: an image, a folder, a cluster."
            value={target}
            onChange={setTarget}
            maxLength={500}
          />
          <TextField
            label="Branch"
            description="As pipelines name it, such as main: scans of another branch close nothing here."
            value={branch}
            onChange={setBranch}
            maxLength={500}
          />
          <Select
            label="What was looked for"
            description="Where the report does not say it, as with Trivy: what of it is not listed is then fixed."
            placeholder="what the report says"
            selectionMode="multiple"
            options={findingKindSchema.options.map(kind => ({
              value: kind,
              label: KINDS[kind],
            }))}
            value={lookedFor}
            onChange={keys => setLookedFor(keys as ScanFindingKind[])}
          />
        </div>
        <DropZone
          onFiles={chosen =>
            setFiles(last => [
              ...last,
              ...chosen.map((file, index) => ({
                id: last.length + index,
                file,
              })),
            ])
          }
        />
        {files.length > 0 && (
          <ul className={styles.list} aria-label="Uploaded reports">
            {files.map(({ id, file }) => (
              <UploadItem
                key={id}
                file={file}
                query={{
                  entity: entityRef,
                  target: target.trim() || undefined,
                  branch: branch.trim() || undefined,
                  lookedFor: lookedFor.length > 0 ? lookedFor : undefined,
                }}
                onDone={onUploaded}
              />
            ))}
          </ul>
        )}
      </Flex>
    </Panel>
  );
}
