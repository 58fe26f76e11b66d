import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  EmptyState,
  RelativeTime,
} from '@plumbline/backstage-plugin-kit-react';
import { RiAlertFill, RiCheckLine, RiErrorWarningFill } from '@remixicon/react';
import { Need } from './findNeeds';
import styles from '../HomePage.module.css';

const shapes = { critical: RiErrorWarningFill, warn: RiAlertFill };

function Status({ status }: { status: Need['status'] }) {
  const Shape = shapes[status];
  return (
    <span className={`${styles.status} ${styles[status]}`}>
      <Shape size={16} aria-hidden />
      {status}
    </span>
  );
}

/** What waits for the reader, or that nothing does. */
export function Needs({ needs }: { needs: Need[] }) {
  if (needs.length === 0) {
    return (
      <EmptyState title="Nothing waits for you.">
        <span className={styles.allClear}>
          <RiCheckLine size={16} aria-hidden />
          Checked: catalog errors, broken relations, lost sources, drift,
          overdue findings, held scans, decisions about to end, budgets and
          unusual costs of what your teams own, decisions that you approve, and
          your template runs of the last 7 days.
        </span>
      </EmptyState>
    );
  }
  return (
    <ul className={styles.needs} aria-label="What needs you">
      {needs.map(need => (
        <li key={need.id} className={styles.need}>
          <Status status={need.status} />
          <span className={styles.needText}>
            {'entityRef' in need.subject ? (
              <EntityRefLink entityRef={need.subject.entityRef} hideIcon />
            ) : (
              <Link href={need.subject.href}>{need.subject.title}</Link>
            )}{' '}
            {need.what}
          </span>
          {need.since && (
            <Text variant="body-small" color="secondary" as="span">
              <RelativeTime value={need.since} />
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
