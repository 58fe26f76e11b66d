import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ErrorState,
  formatBytes,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { Scan, UploadQuery } from '@plumbline/backstage-plugin-scans-common';
import { useEffect, useState } from 'react';
import { scansApiRef } from '../../api/ScansApi';
import { counted } from '../words/words';
import { describeScan, isUnderWay } from './describeScan';
import styles from '../SecurityTab/SecurityTab.module.css';

const POLL_MS = 1_500;

/** A scan that was handed in, read again until the backend is done with it. */
function useScan(received: Scan, onDone: () => void): Scan {
  const scansApi = useApi(scansApiRef);
  const [isPolling, setPolling] = useState(isUnderWay(received));
  const read = useLoaded(
    async () =>
      isUnderWay(received) ? scansApi.getScan(received.id) : received,
    [scansApi, received],
    isPolling ? POLL_MS : undefined,
  );
  const scan = read.value ?? received;
  const isDone = !isUnderWay(scan);
  useEffect(() => {
    if (isDone) {
      setPolling(false);
      onDone();
    }
    // Told once, whatever the caller hands in next.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDone]);
  return scan;
}

function Taken(props: {
  received: Scan;
  isRepeated: boolean;
  onDone: () => void;
}) {
  const { received, isRepeated, onDone } = props;
  const scan = useScan(received, onDone);
  return (
    <div role="status">
      {isRepeated && 'These very bytes were taken before. '}
      {describeScan(scan)}
      {[...scan.warnings, ...scan.gaps].length > 0 && (
        <details>
          <summary>
            {counted(scan.warnings.length + scan.gaps.length, 'remark')}
          </summary>
          {[...scan.warnings, ...scan.gaps].map((remark, index) => (
            <p key={index} className={styles.plain}>
              {remark}
            </p>
          ))}
        </details>
      )}
    </div>
  );
}

/** One file on its way: sent when it appears here. */
export function UploadItem(props: {
  file: File;
  query: UploadQuery;
  onDone: () => void;
}) {
  const { file, query, onDone } = props;
  const scansApi = useApi(scansApiRef);
  // A file is sent once, whatever is typed into the fields afterwards
  const [sent] = useState(query);
  const receipt = useLoaded(
    () => scansApi.upload(sent, file),
    [scansApi, sent, file],
  );
  return (
    <li>
      <Text weight="bold">{`${file.name} (${formatBytes(file.size)})`}</Text>
      {receipt.isLoading && <div role="status">The report is sent.</div>}
      {receipt.error && (
        <ErrorState
          title="The report was not taken"
          error={receipt.error}
          onRetry={receipt.reload}
        >
          Nothing was changed by it.
        </ErrorState>
      )}
      {receipt.value && (
        <Taken
          received={receipt.value.scan}
          isRepeated={receipt.value.repeated}
          onDone={onDone}
        />
      )}
    </li>
  );
}
