import { Text } from '@backstage/ui';
import { Commit } from '@plumbline/backstage-plugin-git-host-common';
import { RelativeTime } from '@plumbline/backstage-plugin-kit-react';
import styles from './RepositoryPage.module.css';

const SHORT_ID = 8;

/** Commits as rows: what, who, when, which. */
export function CommitRows({ commits }: { commits: Commit[] }) {
  return (
    <ul className={styles.entries} aria-label="Commits">
      {commits.map(commit => (
        <li key={commit.id} className={styles.commit}>
          <Text as="div" className={styles.commitMessage}>
            {commit.message.split('\n', 1)[0]}
          </Text>
          <Text as="div" variant="body-small" color="secondary">
            {commit.authorName} · <RelativeTime value={commit.authoredAt} /> ·{' '}
            <code title={commit.id}>{commit.id.slice(0, SHORT_ID)}</code>
          </Text>
        </li>
      ))}
    </ul>
  );
}
