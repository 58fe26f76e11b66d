import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  ErrorState,
  Panel,
  formatBytes,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { RiUpload2Line } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { scansApiRef } from '../../api/ScansApi';
import { counted } from '../words/words';
import { describeVex } from './describeVex';
import styles from './Upload.module.css';

/** One document on its way: sent when it appears here. */
function Imported(props: {
  file: File;
  entityRef: string;
  onImported: () => void;
}) {
  const { file, entityRef, onImported } = props;
  const scansApi = useApi(scansApiRef);
  const receipt = useLoaded(
    () => scansApi.importVex(entityRef, file),
    [scansApi, entityRef, file],
  );
  const isTaken = receipt.value !== undefined;
  useEffect(() => {
    if (isTaken) {
      onImported();
    }
    // Told once, whatever the caller hands in next.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isTaken]);
  const { ignored = 0, warnings = [] } = receipt.value ?? {};
  return (
    <li>
      <Text weight="bold">{`${file.name} (${formatBytes(file.size)})`}</Text>
      {receipt.isLoading && <div role="status">The document is sent.</div>}
      {receipt.error && (
        <ErrorState
          title="The document was not taken"
          error={receipt.error}
          onRetry={receipt.reload}
        >
          Nothing was decided by it.
        </ErrorState>
      )}
      {receipt.value && (
        <div role="status">{describeVex(receipt.value).join(' ')}</div>
      )}
      {warnings.length > 0 && (
        <ul className={styles.reasons} aria-label="Not taken">
          {warnings.map((warning, index) => (
            <li key={index}>{warning}</li>
          ))}
          {ignored > warnings.length && (
            <li>{`and ${counted(ignored - warnings.length, 'other')}`}</li>
          )}
        </ul>
      )}
    </li>
  );
}

/** Takes decisions from VEX documents, and says what became of each. */
export function VexPanel(props: { entityRef: string; onImported: () => void }) {
  const { entityRef, onImported } = props;
  const [files, setFiles] = useState<{ id: number; file: File }[]>([]);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          Import decisions
        </Text>
        <Text color="secondary">
          A CycloneDX VEX document in JSON, such as a vendor gives out: what it
          calls not affected, false positive or resolved is decided for this
          entity, for the very versions that it names. A decision of a person
          comes before it.
        </Text>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiUpload2Line />}
          onPress={() => input.current?.click()}
          style={{ alignSelf: 'start' }}
        >
          Import VEX
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="VEX document"
          onChange={event => {
            const chosen = [...(event.target.files ?? [])];
            setFiles(last => [
              ...last,
              ...chosen.map((file, index) => ({
                id: last.length + index,
                file,
              })),
            ]);
            // The same file again is a new choice
            event.target.value = '';
          }}
        />
        {files.length > 0 && (
          <ul className={styles.list} aria-label="Imported documents">
            {files.map(({ id, file }) => (
              <Imported
                key={id}
                file={file}
                entityRef={entityRef}
                onImported={onImported}
              />
            ))}
          </ul>
        )}
      </Flex>
    </Panel>
  );
}
