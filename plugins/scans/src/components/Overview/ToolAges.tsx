import { RelativeTime } from '@plumbline/backstage-plugin-kit-react';
import { EntityScanSummary } from '@plumbline/backstage-plugin-scans-common';
import styles from '../SecurityTab/SecurityTab.module.css';

/** When each tool scanned last; an old scan says so in a word. */
export function ToolAges({ tools }: { tools: EntityScanSummary['tools'] }) {
  return (
    <ul className={styles.inline} aria-label="Last scan of each tool">
      {tools.map(({ tool, lastScannedAt, isStale }) => (
        <li key={tool}>
          {`${tool} `}
          <RelativeTime value={lastScannedAt} />
          {isStale && <span className={styles.stale}> stale</span>}
        </li>
      ))}
    </ul>
  );
}
